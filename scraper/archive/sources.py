"""The sources: each news site that something was archived from."""

from scraper.archive.tables import Row, Tables
from scraper.exceptions import BadInput


class Sources(Tables):
    """News sites by name; a site that nobody named is called by its host."""

    def ensure(self, name: str, homepage: str | None = None) -> int:
        """Give the id of the source of that name, made if it is new."""
        found = self._row("SELECT id FROM sources WHERE name = ?", [name])
        return int(found["id"]) if found else self._insert("sources", {"name": name, "homepage": homepage})

    def named(self, name: str) -> Row:
        """Give the source of that name. Raises BadInput with the names that come near."""
        found = self._row("SELECT * FROM sources WHERE name = ?", [name])
        if found:
            return found
        names = [row["name"] for row in self._rows("SELECT name FROM sources ORDER BY name LIMIT 8")]
        raise BadInput(f"no source is called {name!r}: the archive knows {', '.join(names) or 'none yet'}")
