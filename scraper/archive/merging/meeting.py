"""Two archives on one connection: ``main``, which is added to, and ``other``, which is only read."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from scraper.archive.clusters import SERVANT
from scraper.archive.connection import read_only
from scraper.archive.sqlite import Database
from scraper.archive.tables import Parameters, Row, Tables

_MAPS = ("source_of", "harvest_of", "article_of", "url_of", "capture_of")
_CACHE = 64 * 1024
"""Kilobytes of each database that are kept in memory while they meet: indexes are written all over."""


class Meeting(Tables):
    """The rows of both archives, and which of the other's is which of our own.

    The temporary tables ``source_of``, ``harvest_of``, ``article_of``, ``url_of`` and ``capture_of`` hold ids: of the
    other archive, our own, and 1 if the row came in just now. The last three know one portion at a time.
    """

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.database = database
        self.added: Counter[str] = Counter()
        """Rows that came in, by table."""

        self.changed: Counter[str] = Counter()
        """Rows that were there and know more now, by table."""

        self.is_with_worker = False
        """True if the other archive is that of a worker of a cluster, of which one alone is made for each task."""

    @classmethod
    @contextmanager
    def of(cls, database: Database, other: Path) -> Iterator[Self]:
        """Attach the other archive's file for the length of the block."""
        met = cls(database)
        met.run("ATTACH ? AS other", [read_only(other)])
        try:
            for schema in ("main", "other", "temp"):
                met.run(f"PRAGMA {schema}.cache_size = {-_CACHE}")
            met.is_with_worker = bool(met.value("SELECT count(*) FROM other.clusters WHERE id = ?", [SERVANT]))
            for name in _MAPS:
                met.run(f"CREATE TEMP TABLE {name} (other INTEGER PRIMARY KEY, own INTEGER, is_new INTEGER)")
            yield met
        finally:
            for name in _MAPS:
                met.run(f"DROP TABLE IF EXISTS temp.{name}")
            met.run("DETACH other")
            for schema in ("main", "temp"):
                met.run(f"PRAGMA {schema}.cache_size = -2000")

    def run(self, sql: str, parameters: Parameters = ()) -> int:
        """Run a statement; give how many rows it wrote."""
        return max(0, self._database.conn.execute(sql, parameters).rowcount)

    def rows(self, sql: str, parameters: Parameters = ()) -> Iterator[Row]:
        """Give the rows of a query."""
        return self._rows(sql, parameters)

    def value(self, sql: str, parameters: Parameters = ()) -> Any:
        """Give the only value of a query."""
        return self._database.conn.execute(sql, parameters).fetchone()[0]

    def add(self, table: str, sql: str, parameters: Parameters = ()) -> int:
        """Run a statement that adds rows to a table, and count them."""
        count = self.run(sql, parameters)
        self.added[table] += count
        return count

    def change(self, table: str, sql: str, parameters: Parameters = ()) -> int:
        """Run a statement that changes rows of a table, and count them."""
        count = self.run(sql, parameters)
        self.changed[table] += count
        return count
