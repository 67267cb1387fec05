"""The sources: each news site that something was archived from, and what sources.toml says of it."""

import json
from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from scraper.archive.tables import Row, Tables
from scraper.exceptions import BadInput
from scraper.sources.source import Source


class Sources(Tables):
    """News sites by name; a site that nobody named is called by its host."""

    def of_host(self, host: str) -> int:
        """Give the id of the source that a host belongs to, made and called by its host if it is new."""
        found = self._row("SELECT id FROM sources WHERE host = ?", [host])
        return int(found["id"]) if found else self._insert("sources", {"name": self._free_name(host), "host": host})

    def _free_name(self, host: str) -> str:
        """Give a name for a host: its own, unless somebody has called another source so."""
        names, name = 1, host
        while self._row("SELECT id FROM sources WHERE name = ?", [name]):
            names, name = names + 1, f"{host} {names + 1}"
        return name

    def sync(self, sources: Sequence[Source]) -> dict[str, int]:
        """Write what sources.toml says of its sources; give their ids by name.

        A source that was known by its host alone gets its name, and so does one that was renamed in the file. One that
        the file names no more keeps its row and its articles.
        """
        names = [source.name for source in sources]
        ids = {source.name: self._sync(source, names) for source in sources}
        for row in list(self._rows("SELECT id, name FROM sources WHERE settings IS NOT NULL")):
            if row["name"] not in ids:
                self._update("sources", row["id"], {"settings": None, "revisits": None})
        return ids

    def _sync(self, source: Source, names: Collection[str]) -> int:
        owner = self._row("SELECT id, name FROM sources WHERE host = ?", [source.host])
        known = self._row("SELECT id FROM sources WHERE name = ?", [source.name])
        if known is None and owner and owner["name"] not in names:
            known = owner
        is_free = owner is None or (known is not None and owner["id"] == known["id"])
        values = _columns(source) | ({"host": source.host} if is_free else {})
        if known is None:
            return self._insert("sources", values)
        self._update("sources", known["id"], values)
        return int(known["id"])

    def known(self) -> list[Row]:
        """Give the rows of all sources, those of sources.toml first, in the order of their names."""
        return list(self._rows("SELECT * FROM sources ORDER BY settings IS NULL, name"))

    def named(self, name: str) -> Row:
        """Give the source of that name. Raises BadInput with the names that come near."""
        found = self._row("SELECT * FROM sources WHERE name = ?", [name])
        if found:
            return found
        names = [row["name"] for row in self._rows("SELECT name FROM sources ORDER BY name LIMIT 8")]
        raise BadInput(f"no source is called {name!r}: the archive knows {', '.join(names) or 'none yet'}")


def _columns(source: Source) -> Row:
    plan = None if source.revisits is None else json.dumps([int(age.total_seconds()) for age in source.revisits])
    return {
        "name": source.name,
        "homepage": source.homepage,
        "language": source.language,
        "revisits": plan,
        "settings": json.dumps(asdict(source), default=_plain, ensure_ascii=False),
    }


def _plain(value: Any) -> Any:
    if isinstance(value, timedelta):
        return value.total_seconds()
    return value.isoformat() if isinstance(value, date) else str(value)
