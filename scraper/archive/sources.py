"""The sources: each news site that something was archived from, and what sources.toml says of it."""

import json
from collections.abc import Collection, Sequence
from dataclasses import fields
from datetime import date, datetime, timedelta
from typing import Any

from scraper.archive.stamps import stamp
from scraper.archive.tables import Row, Tables
from scraper.exceptions import BadInput
from scraper.sources.source import Source

_HEALTH = """
    SELECT s.name, s.last_harvest AS last_run,
        count(u.id) FILTER (WHERE u.kind = 'page' AND u.found_at >= s.last_harvest) AS found,
        count(u.id) FILTER (WHERE u.outcome = 'stored' AND u.last_visit >= s.last_harvest) AS stored,
        count(u.id) FILTER (WHERE u.outcome = 'blocked' AND u.last_visit >= s.last_harvest) AS blocked,
        count(u.id) FILTER (WHERE u.state <> 'done') AS waiting,
        (SELECT count(*) FROM articles a WHERE a.source = s.id) AS articles,
        (SELECT CAST(max(julianday(:now) - julianday(max(coalesce(a.date_published, a.first_seen))), 0) AS INTEGER)
         FROM articles a WHERE a.source = s.id) AS days_silent,
        (SELECT l.url || ': ' || replace(l.outcome, '_', ' ') || coalesce(': ' || l.reason, '') FROM urls l
         WHERE l.source = s.id AND l.kind IN ('feed', 'sitemap', 'section', 'site') AND l.last_visit >= s.last_harvest
            AND (l.outcome NOT IN ('listed', 'unchanged') OR (l.outcome = 'listed' AND l.reason = 'lists 0'))
         ORDER BY l.id LIMIT 1) AS trouble
    FROM sources s LEFT JOIN urls u ON u.source = s.id
    WHERE s.settings IS NOT NULL GROUP BY s.id ORDER BY s.name
"""


class Sources(Tables):
    """News sites by name; a site that nobody named is called by its host."""

    def of_host(self, host: str) -> int:
        """Give the id of the source that a host belongs to, made and called by its host if it is new."""
        found = self._row("SELECT id FROM sources WHERE host = ? ORDER BY id LIMIT 1", [host])
        return int(found["id"]) if found else self._insert("sources", {"name": self._free_name(host), "host": host})

    def of_found(self, host: str, finder: int) -> int:
        """Give the source of an address that a source's feed, sitemap or section names.

        It is the finder, unless the host is that of other sources in sources.toml and not the finder's own.
        """
        owner = self._row(
            """
            SELECT id FROM sources WHERE host = :host AND (settings IS NOT NULL OR id = :finder)
            ORDER BY id <> :finder, id LIMIT 1
            """,
            {"host": host, "finder": finder},
        )
        return int(owner["id"]) if owner else finder

    def of_article(self, host: str, finder: int | None) -> int:
        """Give the source of an article: by its host, unless a source of sources.toml has found its address."""
        named = self._row("SELECT id FROM sources WHERE id = ? AND settings IS NOT NULL", [finder])
        return self.of_found(host, named["id"]) if named else self.of_host(host)

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
        known = self._row("SELECT * FROM sources WHERE name = ?", [source.name])
        owners = [] if known else list(self._rows("SELECT * FROM sources WHERE host = ?", [source.host]))
        known = known or next((owner for owner in owners if owner["name"] not in names), None)
        if known is None:
            return self._insert("sources", _columns(source))
        changed = {name: value for name, value in _columns(source).items() if known[name] != value}
        if changed:
            self._update("sources", known["id"], changed)
        return int(known["id"])

    def harvested(self, source: int, at: datetime) -> None:
        """Write that its feeds, sitemaps and sections are asked now."""
        self._update("sources", source, {"last_harvest": stamp(at)})

    def fields(self, source: int | None) -> dict[str, str]:
        """Give the CSS selectors that overrule what is read of a source's pages, by field; none for most."""
        row = self._row("SELECT settings FROM sources WHERE id = ? AND settings IS NOT NULL", [source])
        return dict(json.loads(row["settings"])["fields"]) if row else {}

    def row_of(self, source: Source) -> Row:
        """Give the row of a source that was read from sources.toml, also if it was renamed or removed there since."""
        found = self._row(
            "SELECT * FROM sources WHERE name = :name OR host = :host ORDER BY name <> :name, settings IS NULL LIMIT 1",
            {"name": source.name, "host": source.host},
        )
        return found or self.named(source.name)

    def known(self) -> list[Row]:
        """Give the rows of all sources, those of sources.toml first, in the order of their names."""
        return list(self._rows("SELECT * FROM sources ORDER BY settings IS NULL, name"))

    def health(self, at: datetime) -> list[Row]:
        """Give how the last run of each source of sources.toml went, and since when it is silent.

        ``found``, ``stored`` and ``blocked`` count the addresses of that run. ``days_silent`` is the age of its newest
        article in whole days, by the date of publication where there is one. ``trouble`` names the first of its feeds,
        sitemaps and sections that could not be read, or that listed nothing, with the reason.
        """
        return list(self._rows(_HEALTH, {"now": stamp(at)}))

    def get(self, source: int | None) -> Row | None:
        """Give the row of a source by its id, or None."""
        return self._row("SELECT * FROM sources WHERE id = ?", [source])

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
        "host": source.host,
        "language": source.language,
        "revisits": plan,
        "settings": json.dumps(_values(source), default=_plain, ensure_ascii=False),
    }


def _values(source: Source) -> Row:
    """Give the fields as they are: `dataclasses.asdict` would copy each of them."""
    return {one.name: getattr(source, one.name) for one in fields(source)}


def _plain(value: Any) -> Any:
    if isinstance(value, timedelta):
        return value.total_seconds()
    return value.isoformat() if isinstance(value, date) else str(value)
