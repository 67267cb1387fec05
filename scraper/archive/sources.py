"""The sources: each news site that something was archived from."""

from scraper.archive.tables import Row, Tables
from scraper.exceptions import BadInput


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

    def named(self, name: str) -> Row:
        """Give the source of that name. Raises BadInput with the names that come near."""
        found = self._row("SELECT * FROM sources WHERE name = ?", [name])
        if found:
            return found
        names = [row["name"] for row in self._rows("SELECT name FROM sources ORDER BY name LIMIT 8")]
        raise BadInput(f"no source is called {name!r}: the archive knows {', '.join(names) or 'none yet'}")
