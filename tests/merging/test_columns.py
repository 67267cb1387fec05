"""No column is forgotten, and of two values always the same one stays: archives in which each column has a value."""

import sqlite3
from contextlib import closing
from pathlib import Path

from scraper.archive import Archive, open_archive
from scraper.archive.articles import text_digest
from scraper.archive.merging import FIRST, LAST, PORTIONED
from scraper.fixity.verification import verify
from scraper.items import Article
from scraper.merging import Keep, merge
from tests.merging.content import content

OWN = {
    "sources": {"revisits", "settings", "next_harvest", "leased_by", "leased_at"},
    "captures": {"file", "offset", "length", "refers_to"},
    "comparisons": {"story", "nearest", "share"},
    "revisions": {"part"},
}
"""What stays as it is here, lies in capture files, or is told by more than one row."""

KEYS = {
    **dict.fromkeys(("started", "began", "observed_at", "fetched_at", "seen_at"), "2026-03-01T12:00:00Z"),
    **dict.fromkeys(("spider", "version", "process", "network", "action", "answered_by", "file", "wanted"), "one"),
    **dict.fromkeys(("source", "harvest", "article", "id", "ordinal", "status"), 1),
    "url": "https://news.example/a",
    "host": "news.example",
    "name": "news",
    "found_in": "text",
    "state": "done",
    "is_free": 1,
    "origin": "page",
    "changes": '{"title": ["a", "b"]}',
}
"""What rows are told apart by, and what only certain values may stand in."""


def value(table: str, column: str, kind: str, day: int) -> object:
    moment = f"2026-03-0{day}T13:00:00Z"
    if (table, column) == ("captures", "url"):
        return 1
    if column == "how":
        return ("gone", "not_found")[day % 2]
    if column == "digest" and table != "captures":
        return text_digest(Article(url="", title=moment, body=moment))
    return KEYS.get(column, day if kind == "INTEGER" else day / 2 if kind == "REAL" else moment)


def full(folder: Path, day: int) -> Archive:
    """Make an archive with one row in each table that is taken."""
    open_archive(folder, create=True).close()
    tables = [*FIRST, *(table for name, one in PORTIONED.items() for table in (name, *one.along)), *LAST]
    with closing(sqlite3.connect(folder / "archive.db", isolation_level=None)) as connection:
        for table in tables:
            about = [row[1:3] for row in connection.execute(f"PRAGMA table_info({table})")]
            kept = [(name, value(table, name, kind, day)) for name, kind in about if name not in OWN.get(table, {})]
            names, marks = ", ".join(name for name, _ in kept), ", ".join("?" * len(kept))
            connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", [given for _, given in kept])
    return open_archive(folder)


def test_every_column_comes_over(archive: Archive, tmp_path: Path) -> None:
    with full(tmp_path / "full", 1) as other:
        merge(archive, tmp_path / "full", Keep.LEAVE)
        assert content(archive) == content(other)


def test_of_two_values_always_the_same_one_stays(tmp_path: Path) -> None:
    for day in (1, 2):
        full(tmp_path / f"day{day}", day).close()
    with open_archive(tmp_path / "one", create=True) as one, open_archive(tmp_path / "two", create=True) as two:
        for archive, days in ((one, (1, 2)), (two, (2, 1))):
            for day in days:
                merge(archive, tmp_path / f"day{day}", Keep.LEAVE)
        assert content(one) == content(two)
        assert list(verify(one)) == []
