"""No column is forgotten: an archive in which each has a value is the same after it was added to an empty one."""

import sqlite3
from contextlib import closing
from pathlib import Path

from scraper.archive import Archive, open_archive
from scraper.archive.articles import text_digest
from scraper.archive.merging import FIRST, LAST, PORTIONED
from scraper.items import Article
from scraper.merging import Keep, merge
from tests.merging.content import content

OWN = {
    "sources": {"revisits", "settings", "next_harvest", "leased_by", "leased_at"},
    "captures": {"file", "offset", "length", "refers_to"},
    "comparisons": {"story", "nearest", "share"},
}
"""What stays as it is here, lies in capture files, or is told by more than one row."""

MOMENT = "2026-03-01T12:00:00Z"
SPECIAL = {
    "digest": text_digest(Article(url="", title=MOMENT, body=MOMENT)),
    "state": "done",
    "how": "gone",
    "origin": "page",
    "changes": '{"title": ["a", "b"]}',
    "finish_reason": "shutdown",
    "url": "https://news.example/a",
    "host": "news.example",
    "name": "news",
} | dict.fromkeys(("source", "harvest", "article"), 1)


def value(table: str, column: str, kind: str) -> object:
    if (table, column) == ("captures", "url"):
        return 1
    return SPECIAL.get(column, 1 if kind == "INTEGER" else 0.5 if kind == "REAL" else MOMENT)


def full(folder: Path) -> Archive:
    """Make an archive with one row in each table that is taken."""
    open_archive(folder, create=True).close()
    tables = [*FIRST, *(table for name, one in PORTIONED.items() for table in (name, *one.along)), *LAST]
    with closing(sqlite3.connect(folder / "archive.db", isolation_level=None)) as connection:
        for table in tables:
            about = [row[1:3] for row in connection.execute(f"PRAGMA table_info({table})")]
            kept = [(name, value(table, name, kind)) for name, kind in about if name not in OWN.get(table, {})]
            names, marks = ", ".join(name for name, _ in kept), ", ".join("?" * len(kept))
            connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", [given for _, given in kept])
    return open_archive(folder)


def test_every_column_comes_over(archive: Archive, tmp_path: Path) -> None:
    with full(tmp_path / "full") as other:
        merge(archive, tmp_path / "full", Keep.LEAVE)
        assert content(archive) == content(other)
