"""What a worker on another machine needs of an archive to harvest some sources, and what of it came to use."""

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path

from scraper.archive.stamps import stamp
from scraper.archive.tables import Row, Tables

SEED = 1
"""The number of the harvest that has queued what a seed brings along."""

FAMILY = """(
    SELECT id FROM main.sources
    WHERE host IN (SELECT host FROM main.sources WHERE id IN (SELECT value FROM json_each(:sources))))
"""
"""Sources that share a host know each other's addresses: a page of the host is fetched once."""

NEEDED = f"""
    SELECT article FROM main.urls WHERE article IS NOT NULL AND source IN {FAMILY}
        AND (state = 'queued' OR (state = 'done' AND next_visit <= :now))
"""  # noqa: S608 - constants
"""The articles whose pages are about to be visited: their texts are compared with what is found."""

NEWEST = f"""
    SELECT (SELECT id FROM main.revisions r WHERE r.article = a.id AND part IS NOT 'shown'
            ORDER BY seen_at DESC, id DESC LIMIT 1)
    FROM main.articles a WHERE a.id IN ({NEEDED})
"""  # noqa: S608 - constants

SOWN = (
    ("sources", f"SELECT * FROM main.sources WHERE id IN {FAMILY}"),  # noqa: S608 - constants
    ("articles", f"SELECT * FROM main.articles WHERE id IN ({NEEDED})"),  # noqa: S608 - constants
    ("revisions", f"SELECT * FROM main.revisions WHERE id IN ({NEWEST})"),  # noqa: S608 - constants
    ("deletions", f"SELECT * FROM main.deletions WHERE returned_at IS NULL AND article IN ({NEEDED})"),  # noqa: S608
    ("urls", f"SELECT * FROM main.urls WHERE source IN {FAMILY}"),  # noqa: S608 - constants
    ("hosts", "SELECT * FROM main.hosts WHERE resting_until > :now"),
    ("known_texts", f"SELECT DISTINCT digest, url FROM main.articles WHERE source IN {FAMILY}"),  # noqa: S608
)
"""The tables of a seed in an order in which each row finds what it refers to, and what goes into each."""

OWN = "(SELECT id FROM urls WHERE harvest = :harvest)"

TAKEN_OUT = (
    f"DELETE FROM urls WHERE id NOT IN {OWN} AND id NOT IN (SELECT url FROM captures)",  # noqa: S608 - constants
    """
    CREATE TEMP TABLE untouched AS
    SELECT id FROM articles WHERE id NOT IN (SELECT article FROM urls WHERE article IS NOT NULL)
    """,
    "DELETE FROM deletions WHERE article IN (SELECT id FROM untouched)",
    "DELETE FROM revisions WHERE article IN (SELECT id FROM untouched)",
    "DELETE FROM articles WHERE id IN (SELECT id FROM untouched)",
    "DELETE FROM harvests WHERE id <> :harvest",
    "DELETE FROM known_texts",
)
"""What makes of the archive of a worker that which its harvest has brought."""


PAGE = 4096
"""Bytes of a page in the archive of a worker: with those of a large archive, empty ones would be a megabyte."""


def make_small(path: Path) -> None:
    """Let an archive that nobody has open take as little room as it can: it is copied and packed for every harvest."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute(f"PRAGMA page_size = {PAGE}")
        connection.execute("VACUUM")
        connection.execute("PRAGMA journal_mode = WAL")


class Seeds(Tables):
    """Seeds are archives: small ones, with the rows of the sources of a task that their next harvest asks for."""

    def sow(self, sources: Sequence[int], target: Path, at: datetime) -> None:
        """Copy what a harvest of sources has to know into an archive that is empty and that nobody has open."""
        connection = self._database.conn
        connection.execute("ATTACH DATABASE ? AS seed", [str(target)])
        try:
            with connection:
                connection.execute("BEGIN")
                harvest = {"id": SEED, "spider": "seed", "started": stamp(at), "finished": stamp(at), "version": "seed"}
                self._insert("seed.harvests", harvest)
                for table, query in SOWN:
                    self._copy(table, query, {"sources": json.dumps(sources), "now": stamp(at)})
        finally:
            connection.execute("DETACH DATABASE seed")

    def _copy(self, table: str, query: str, values: Row) -> None:
        """Copy rows; a reference to what stays behind becomes NULL."""
        names = [row["name"] for row in self._rows(f"PRAGMA main.table_info({table})")]
        picked = ", ".join(_CUT.get((table, name), name) for name in names)
        self._run(f"INSERT INTO seed.{table} ({', '.join(names)}) SELECT {picked} FROM ({query})", values)  # noqa: S608

    def begin_at(self, number: int) -> None:
        """Let the next harvest have this number, by which its capture files are told from those of other workers."""
        if number - 1 == SEED:
            return
        self._run(
            """
            INSERT INTO harvests (id, spider, started, finished, version)
            SELECT ?, spider, started, finished, version FROM harvests WHERE id = ?
            """,
            [number - 1, SEED],
        )
        self._run("UPDATE urls SET harvest = ? WHERE harvest = ?", [number - 1, SEED])
        self._run("DELETE FROM harvests WHERE id = ?", [SEED])

    def reap(self, harvest: int) -> None:
        """Take out what a seed had and its harvest has not touched; what is left is what the harvest brought."""
        for sql in TAKEN_OUT:
            self._run(sql, {"harvest": harvest})
        self._run("DROP TABLE untouched")

    def join_twins(self, harvest: int) -> int:
        """Tell the addresses under which a worker found a known text which article that is; give how many."""
        words = "the same text as "
        return self._database.conn.execute(
            """
            UPDATE urls SET article = (SELECT a.id FROM articles a WHERE a.url = substr(urls.reason, :length))
            WHERE state = 'done' AND harvest = :harvest AND outcome = 'duplicate' AND article IS NULL
                AND reason LIKE :words || '%'
            """,
            {"harvest": harvest, "words": words, "length": len(words) + 1},
        ).rowcount


_CUT = {
    ("urls", "article"): "CASE WHEN article IN (SELECT id FROM seed.articles) THEN article END",
    ("urls", "harvest"): f"CASE WHEN state = 'queued' THEN {SEED} END",
    ("sources", "leased_by"): "NULL",
    ("sources", "leased_at"): "NULL",
}
