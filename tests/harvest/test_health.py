"""The detectors: pure functions of what is known of a source."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from scraper.harvest.health import DETECTORS, disk
from scraper.harvest.health.findings import Facts, Finding, Piece, Run
from tests.conftest import NOON

HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(weeks=1)
LOOK = {one.kind: one.look for one in DETECTORS}
DAILY = frozenset(NOON - n * DAY for n in range(28))
HOURLY_BY_DAY = frozenset(NOON.replace(hour=hour) - n * DAY for n in range(28) for hour in range(6, 13))
WEEKDAYS = frozenset(hour for hour in DAILY if hour.weekday() < 5)


def state(finding: Finding | None) -> str:
    if finding is None:
        return "cannot tell"
    return "wrong" if finding.message else "well"


@pytest.mark.parametrize(
    ("hours", "silent", "expected"),
    [
        (DAILY, DAY, "well"),
        (DAILY, 3 * DAY + HOUR, "well"),
        (DAILY, 5 * DAY, "wrong"),
        (HOURLY_BY_DAY, 17 * HOUR, "well"),  # the night, as every night
        (HOURLY_BY_DAY, 23 * HOUR, "wrong"),
        (frozenset(NOON - n * WEEK for n in range(8)), 3 * WEEK, "well"),
        (frozenset(NOON - n * DAY for n in range(10)), 60 * DAY, "cannot tell"),
        (frozenset(), DAY, "cannot tell"),
    ],
)
def test_quiet_against_what_is_usual_at_these_hours(hours: frozenset[object], silent: timedelta, expected: str) -> None:
    facts = Facts(now=NOON + silent, active_hours=hours, last_arrival=NOON)  # type: ignore[arg-type]
    assert state(LOOK["quiet"](facts)) == expected


def test_a_weekend_without_news_is_usual_where_it_always_is() -> None:
    friday = max(hour for hour in WEEKDAYS if hour.weekday() == 4)
    hours = frozenset(hour for hour in WEEKDAYS if hour <= friday)
    monday = Facts(now=friday + 3 * DAY - HOUR, active_hours=hours, last_arrival=friday)
    assert state(LOOK["quiet"](monday)) == "well"


def runs(*outcomes: dict[str, int]) -> list[Run]:
    return [Run(NOON - place * HOUR, one) for place, one in enumerate(outcomes)]


USUAL = runs({"stored": 25}, {"stored": 5, "not_found": 5})


@pytest.mark.parametrize(
    ("newest", "usual", "expected"),
    [
        ([{"stored": 3, "not_article": 9}], USUAL, "wrong"),
        ([{"stored": 6, "empty": 6}], USUAL, "well"),
        ([{"empty": 4}, {"empty": 4}, {}, {"empty": 4}], USUAL, "wrong"),
        ([{"empty": 4}], USUAL, "cannot tell"),
        ([{"empty": 12}], USUAL[:1], "cannot tell"),
        ([{"unchanged": 12}], USUAL, "well"),
    ],
)
def test_fewer_pages_become_articles(newest: Sequence[dict[str, int]], usual: list[Run], expected: str) -> None:
    assert state(LOOK["falling"](Facts(now=NOON, runs=runs(*newest), usual_runs=usual))) == expected


def pieces(count: int, confidence: float | None, has_counters: bool) -> list[Piece]:
    return [Piece(confidence, has_counters)] * count


@pytest.mark.parametrize(
    ("newest", "usual", "text", "counters"),
    [
        (pieces(10, 0.9, True), pieces(30, 0.9, True), "well", "well"),
        (pieces(10, 0.3, False), pieces(30, 0.9, True), "wrong", "wrong"),
        (pieces(9, 0.9, False) + pieces(1, 0.2, True), pieces(30, 0.9, True), "well", "wrong"),
        (pieces(10, 0.9, False), pieces(30, 0.9, False), "well", "well"),
        (pieces(9, 0.1, False), pieces(30, 0.9, True), "cannot tell", "cannot tell"),
        (pieces(10, None, False), pieces(19, 0.9, True), "cannot tell", "cannot tell"),
        (pieces(6, 0.6, True) + pieces(4, 0.9, True), pieces(30, 0.9, True), "wrong", "well"),
        (pieces(5, 0.55, True) + pieces(5, 0.9, True), pieces(30, 0.9, True), "cannot tell", "well"),  # half are new
        (pieces(10, 0.78, True), pieces(30, 0.9, True), "well", "well"),
    ],
)
def test_a_site_that_is_built_anew(newest: list[Piece], usual: list[Piece], text: str, counters: str) -> None:
    facts = Facts(now=NOON, pieces=newest, usual_pieces=usual)
    assert (state(LOOK["text"](facts)), state(LOOK["counters"](facts))) == (text, counters)


FEED = "https://a.example/feed"


@pytest.mark.parametrize(
    ("ended", "newest", "expected"),
    [
        ("blocked", [], "wrong"),
        ("listed", [{"blocked": 4, "stored": 2}], "wrong"),
        ("listed", [{"blocked": 2}, {"blocked": 2}, {"stored": 1}], "wrong"),
        ("listed", [{"blocked": 1, "stored": 9}], "well"),
        ("listed", [{"blocked": 2}], "cannot tell"),
        ("listed", [], "well"),
    ],
)
def test_a_wall(ended: str, newest: Sequence[dict[str, int]], expected: str) -> None:
    facts = Facts(now=NOON, runs=runs(*newest), listings=[(FEED, ended, None)])
    assert state(LOOK["wall"](facts)) == expected


@pytest.mark.parametrize(
    ("ended", "failed", "expected"),
    [
        ("dns", 1, ("wrong", "cannot tell", "cannot tell")),
        ("tls", 3, ("cannot tell", "wrong", "wrong")),
        ("not_found", 2, ("cannot tell", "cannot tell", "cannot tell")),
        ("not_found", 3, ("cannot tell", "cannot tell", "wrong")),
        ("unchanged", 0, ("well", "well", "well")),
        (None, 3, ("cannot tell", "cannot tell", "cannot tell")),  # only revisits
    ],
)
def test_what_does_not_answer(ended: str | None, failed: int, expected: tuple[str, ...]) -> None:
    known = [Run(NOON - place * HOUR, {}, is_failed=place < failed, reason="HTTP 404") for place in range(6)]
    facts = Facts(now=NOON, runs=known, listings=[(FEED, ended, None)] if ended else [])
    assert tuple(state(LOOK[kind](facts)) for kind in ("dns", "tls", "failing")) == expected


@pytest.mark.parametrize(
    ("sizes", "free", "expected"),
    [
        ([(NOON, 0), (NOON + 2 * DAY, 2_000_000_000)], 6_900_000_000, "wrong"),
        ([(NOON, 0), (NOON + 2 * DAY, 2_000_000_000)], 7_100_000_000, "well"),
        ([(NOON, 5), (NOON + 2 * DAY, 4)], 10**9, "well"),
        ([(NOON, 0), (NOON + HOUR, 10**9)], 10**9, "cannot tell"),
        ([], 10**8, "wrong"),
    ],
)
def test_a_disk_that_fills(sizes: list[disk.Size], free: int, expected: str) -> None:
    assert state(disk.look(sizes, free)) == expected
