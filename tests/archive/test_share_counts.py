"""Counters over time: what the two views say, read with plain SQL as a researcher would."""

import sqlite3
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from scraper.archive import Archive
from scraper.archive.migrations import STEPS, counters_over_time
from scraper.items import ShareCount, Visit
from tests.conftest import NOON

MakeVisit = Callable[..., Visit]
MakeCount = Callable[..., ShareCount]
Observed = tuple[float, str, str, int, dict[str, object]]
"""Hours after noon, network, action, count, what else is special."""

LATEST = "SELECT network, action, ordinal, count, substr(observed_at, 12, 2) FROM latest_share_counts ORDER BY 1, 2, 3"
GROWTH = """
    SELECT network, action, ordinal, previous_count, count, growth, hours, is_rounded
    FROM share_count_growth ORDER BY observed_at, network, action, ordinal
"""
ROUNDED: dict[str, object] = {"is_rounded": True}
PLACEHOLDER: dict[str, object] = {"is_placeholder": True}
TOLD: dict[str, object] = {"where": "endpoint"}

CASES: dict[str, tuple[list[Observed], list[tuple[object, ...]], list[tuple[object, ...]]]] = {
    "one observation has no growth": (
        [(0, "facebook", "share", 5, {})],
        [("facebook", "share", 0, 5, "12")],
        [],
    ),
    "counts rise and fall": (
        [(0, "facebook", "share", 5, {}), (1, "facebook", "share", 9, {}), (2.5, "facebook", "share", 7, {})],
        [("facebook", "share", 0, 7, "14")],
        [("facebook", "share", 0, 5, 9, 4, 1.0, 0), ("facebook", "share", 0, 9, 7, -2, 1.5, 0)],
    ),
    "a missing counter is not a zero": (
        [(0, "facebook", "share", 5, {}), (1, "site", "comment", 2, {}), (2, "facebook", "share", 6, {})],
        [("facebook", "share", 0, 6, "14"), ("site", "comment", 0, 2, "13")],
        [("facebook", "share", 0, 5, 6, 1, 2.0, 0)],
    ),
    "a rounded number makes the growth rounded": (
        [(0, "facebook", "share", 990, {}), (1, "facebook", "share", 1200, ROUNDED)],
        [("facebook", "share", 0, 1200, "13")],
        [("facebook", "share", 0, 990, 1200, 210, 1.0, 1)],
    ),
    "a placeholder is no number": (
        [(0, "site", "comment", 8, {}), (1, "site", "comment", 0, PLACEHOLDER), (2, "site", "comment", 9, {})],
        [("site", "comment", 0, 9, "14")],
        [("site", "comment", 0, 8, 9, 1, 2.0, 0)],
    ),
    "what contradicts itself is paired in the order of the page": (
        [
            (0, "site", "like", 5, {}),
            (0, "site", "like", 7, {}),
            (1, "site", "like", 6, {}),
            (1, "site", "like", 9, {}),
        ],
        [("site", "like", 0, 6, "13"), ("site", "like", 1, 9, "13")],
        [("site", "like", 0, 5, 6, 1, 1.0, 0), ("site", "like", 1, 7, 9, 2, 1.0, 0)],
    ),
    "what a service tells is another counter": (
        [(0, "hatena", "favorite", 5, {}), (0, "hatena", "favorite", 50, TOLD), (1, "hatena", "favorite", 51, TOLD)],
        [("hatena", "favorite", 0, 5, "12"), ("hatena", "favorite", 0, 51, "13")],
        [("hatena", "favorite", 0, 50, 51, 1, 1.0, 0)],
    ),
    "old captures may come in late": (
        [(2, "facebook", "share", 9, {}), (0, "facebook", "share", 4, {})],
        [("facebook", "share", 0, 9, "14")],
        [("facebook", "share", 0, 4, 9, 5, 2.0, 0)],
    ),
}


def record(archive: Archive, observed: list[Observed], visit: MakeVisit, share_count: MakeCount) -> None:
    moments = dict.fromkeys(hours for hours, *_ in observed)
    for moment in moments:
        counts = [
            share_count(count, network, action, position=place, **special)
            for place, (hours, network, action, count, special) in enumerate(observed)
            if hours == moment
        ]
        archive.record(visit(at=NOON + timedelta(hours=moment), share_counts=counts))


@pytest.mark.parametrize("name", CASES)
def test_views(archive: Archive, visit: MakeVisit, share_count: MakeCount, name: str) -> None:
    observed, latest, growth = CASES[name]
    record(archive, observed, visit, share_count)
    connection = sqlite3.connect(archive.path)
    assert sorted(connection.execute(LATEST).fetchall()) == latest
    assert connection.execute(GROWTH).fetchall() == growth
    connection.close()


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM latest_share_counts WHERE article = 7",
        "SELECT * FROM share_count_growth WHERE article = 7",
        "SELECT * FROM share_count_growth WHERE observed_at > '2026-03-01'",
    ],
)
def test_views_read_by_index(archive: Archive, sql: str) -> None:
    connection = sqlite3.connect(archive.path)
    plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}")]
    connection.close()
    assert not [step for step in plan if step.startswith("SCAN")], plan
    assert any("share_counts_by_counter (article=? AND network=? AND action=? AND <expr>=?" in step for step in plan)


def test_an_old_archive_learns_which_counter_is_which(tmp_path: Path) -> None:
    database = Database(sqlite3.connect(tmp_path / "old.db"))
    for step in STEPS[: STEPS.index(counters_over_time)]:
        for sql in step.SQL:
            database.execute(sql)
    database.execute("INSERT INTO sources (id, name) VALUES (1, 'news.example')")
    database.execute(
        "INSERT INTO articles (id, url, source, kind, digest, first_seen, last_seen)"
        " VALUES (1, 'u', 1, 'article', '', '', '')"
    )
    for position, (network, count) in enumerate([("unknown", 16), ("unknown", 0), ("facebook", 3)]):
        database.execute(
            "INSERT INTO share_counts (article, network, action, count, raw, found_in, position, observed_at)"
            " VALUES (1, ?, 'share', ?, '', 'text', ?, '2026-03-01T12:00:00Z')",
            [network, count, position],
        )
    for sql in counters_over_time.SQL:
        database.execute(sql)
    assert database.execute("SELECT count, ordinal FROM share_counts ORDER BY id").fetchall() == [
        (16, 0),
        (0, 1),
        (3, 0),
    ]
    database.close()
