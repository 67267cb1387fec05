import sqlite3
from collections.abc import Callable
from datetime import timedelta

import pytest

from scraper.archive import Archive, open_archive
from scraper.items import Capture, Outcome, ShareCount, Visit
from tests.conftest import NOON

MakeVisit = Callable[..., Visit]
LATER = NOON + timedelta(hours=6)


def rows(archive: Archive, sql: str) -> list[tuple[object, ...]]:
    """Read back with plain sqlite3, as a researcher would."""
    with sqlite3.connect(archive.path) as connection:
        found = connection.execute(sql).fetchall()
    connection.close()
    return found


def test_article_counters_and_fate_are_written_together(
    archive: Archive, visit: MakeVisit, share_count: Callable[..., ShareCount]
) -> None:
    assert archive.record(visit(share_counts=[share_count(16), share_count(0, "unknown")])) is Outcome.STORED
    assert rows(archive, "SELECT title, first_seen FROM articles") == [("Rivers rise", "2026-03-01T12:00:00Z")]
    assert rows(archive, "SELECT network, count FROM share_counts ORDER BY id") == [("facebook", 16), ("unknown", 0)]
    assert rows(archive, "SELECT state, outcome, article FROM urls") == [("done", "stored", 1)]
    assert rows(archive, "SELECT count(*) FROM revisions") == [(1,)]


def test_nothing_is_written_when_one_part_fails(
    archive: Archive, visit: MakeVisit, share_count: Callable[..., ShareCount]
) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        archive.record(visit(share_counts=[share_count(-1)]))
    for table in ("articles", "revisions", "share_counts", "urls", "articles_fts"):
        assert rows(archive, f"SELECT count(*) FROM {table}") == [(0,)], table


def test_the_same_text_again_appends_counters_and_no_revision(
    archive: Archive, visit: MakeVisit, share_count: Callable[..., ShareCount]
) -> None:
    archive.record(visit(share_counts=[share_count(5)]))
    assert archive.record(visit(at=LATER, share_counts=[share_count(3)])) is Outcome.UNCHANGED
    assert rows(archive, "SELECT count, observed_at FROM share_counts ORDER BY id") == [
        (5, "2026-03-01T12:00:00Z"),
        (3, "2026-03-01T18:00:00Z"),
    ]
    assert rows(archive, "SELECT seen_at, last_seen FROM revisions") == [
        ("2026-03-01T12:00:00Z", "2026-03-01T18:00:00Z")
    ]


def test_a_changed_text_is_a_revision_and_the_old_one_stays(archive: Archive, visit: MakeVisit) -> None:
    archive.record(visit())
    assert archive.record(visit(at=LATER, title="Rivers fall")) is Outcome.REVISED
    assert rows(archive, "SELECT title, first_seen FROM articles") == [("Rivers fall", "2026-03-01T12:00:00Z")]
    assert rows(archive, "SELECT title FROM revisions ORDER BY id") == [("Rivers rise",), ("Rivers fall",)]


def test_a_text_that_comes_back_is_a_revision_again(archive: Archive, visit: MakeVisit) -> None:
    for title in ("Rivers rise", "Rivers fall", "Rivers rise"):
        archive.record(visit(title=title))
    assert [row["title"] for row in archive.revisions.of(1)] == ["Rivers rise", "Rivers fall", "Rivers rise"]


def test_a_redirect_closes_both_addresses(archive: Archive, visit: MakeVisit) -> None:
    moved = visit()
    moved.url = "https://news.example/old"
    moved.capture = Capture(url="https://news.example/rivers", fetched_at=NOON, status=200, digest="sha256:00")
    archive.record(moved)
    fates = "SELECT url, outcome, article FROM urls ORDER BY id"
    assert rows(archive, fates) == [
        ("https://news.example/old", "stored", 1),
        ("https://news.example/rivers", "stored", 1),
    ]
    assert rows(archive, "SELECT answered_by, status FROM captures") == [("https://news.example/rivers", 200)]


def test_a_failed_visit_keeps_the_article_of_an_earlier_one(archive: Archive, visit: MakeVisit) -> None:
    archive.record(visit())
    gone = Visit(url="https://news.example/rivers", visited_at=LATER)
    gone.end(Outcome.GONE, "HTTP 410")
    archive.record(gone)
    assert rows(archive, "SELECT outcome, reason, tries, article FROM urls") == [("gone", "HTTP 410", 2, 1)]
    assert rows(archive, "SELECT count(*) FROM articles") == [(1,)]


def test_foreign_keys_hold_and_the_file_is_whole(archive: Archive, visit: MakeVisit) -> None:
    archive.record(visit())
    archive.record(visit(body="Another text."))
    assert rows(archive, "PRAGMA foreign_key_check") == []
    assert rows(archive, "PRAGMA integrity_check") == [("ok",)]
    assert rows(archive, "PRAGMA journal_mode") == [("wal",)]
    rows(archive, "INSERT INTO articles_fts(articles_fts, rank) VALUES ('integrity-check', 1)")


def test_readers_read_while_a_writer_writes(archive: Archive, visit: MakeVisit) -> None:
    archive.record(visit())
    with archive.transaction(), open_archive(archive.path.parent) as reader:
        assert reader.statistics.totals()["articles"] == 1
