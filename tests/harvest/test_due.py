import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from scraper.archive.stamps import moment, stamp
from scraper.harvest.due import State, Why, due, next_due
from scraper.harvest.pace import next_harvest
from scraper.sources import Source
from scraper.sources.cron import Cron
from tests.conftest import NOON

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def source(name: str, *, enabled: bool = True, every: timedelta | Cron | None = None) -> Source:
    return Source(name=name, homepage=f"https://{name}.example/", enabled=enabled, every=every)


@pytest.mark.parametrize(
    ("state", "why"),
    [
        (State(), Why.LISTINGS),
        (State(next_harvest=NOON), Why.LISTINGS),
        (State(next_harvest=NOON + MINUTE), None),
        (State(next_harvest=NOON - 30 * DAY), Why.LISTINGS),
        (State(next_harvest=NOON + HOUR, next_visit=NOON), Why.VISITS),
        (State(next_harvest=NOON + HOUR, next_visit=NOON + MINUTE), None),
        (State(next_harvest=NOON + HOUR, is_waiting=True), Why.LEFT),
        (State(next_harvest=NOON, is_waiting=True, is_leased=True), None),
        (State(next_harvest=NOON + 2 * DAY), Why.LISTINGS),  # written by a clock that was wrong
        (State(next_harvest=NOON + 3 * HOUR), None),
        (State(last_harvest=NOON + HOUR, next_harvest=NOON + 2 * HOUR), Why.LISTINGS),  # the clock was set back
        (State(last_harvest=NOON + MINUTE, next_harvest=NOON + HOUR), None),  # by a little
    ],
)
def test_when_a_source_is_due(state: State, why: Why | None) -> None:
    found = due([source("a")], {"a": state}, NOON)
    assert [one.why for one in found] == ([why] if why else [])


def test_a_long_pace_is_no_wrong_clock() -> None:
    assert not due([source("a", every=30 * DAY)], {"a": State(next_harvest=NOON + 29 * DAY)}, NOON)


def test_what_was_left_over_comes_first_then_the_longest_due() -> None:
    states = {
        "a": State(next_harvest=NOON - MINUTE),
        "b": State(next_harvest=NOON - HOUR),
        "c": State(next_harvest=NOON + HOUR, is_waiting=True),
    }
    sources = [source(name) for name in "abcd"] + [source("off", enabled=False)]
    assert [one.name for one in due(sources, states, NOON)] == ["c", "b", "a", "d"]


@pytest.mark.parametrize(
    ("states", "moment"),
    [
        (
            {"a": State(next_harvest=NOON + HOUR), "b": State(next_harvest=NOON + DAY, next_visit=NOON + MINUTE)},
            NOON + MINUTE,
        ),
        ({"a": State(next_harvest=NOON + HOUR)}, NOON),
        ({"a": State(next_harvest=NOON - HOUR), "b": State(next_harvest=NOON + HOUR)}, NOON),
    ],
)
def test_when_the_next_is_due(states: dict[str, State], moment: object) -> None:
    assert next_due([source("a"), source("b")], states, NOON) == moment


def test_without_sources_nothing_is_ever_due() -> None:
    assert next_due([source("a", enabled=False)], {}, NOON) is None


@pytest.mark.parametrize(
    ("gaps", "every", "expected"),
    [
        ([], None, HOUR),
        ([HOUR], None, HOUR),
        ([2 * HOUR, 2 * HOUR, 40 * DAY], None, HOUR),
        ([MINUTE] * 20, None, 5 * MINUTE),
        ([9 * DAY] * 20, None, DAY),
        ([MINUTE] * 20, 3 * DAY, 3 * DAY),
        ([MINUTE] * 20, Cron("0 15 * * *"), 3 * HOUR),
    ],
)
def test_the_pace_is_that_of_the_source(
    gaps: list[timedelta], every: timedelta | Cron | None, expected: timedelta
) -> None:
    moments = [NOON]
    for gap in gaps:
        moments.append(moments[-1] + gap)
    assert next_harvest(NOON, moments[::-1], every) == NOON + expected


@pytest.fixture
def berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let this machine stand in Berlin."""
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("berlin")
@pytest.mark.parametrize("night", [datetime(2026, 3, 28, 21, tzinfo=UTC), datetime(2026, 10, 24, 21, tzinfo=UTC)])
@pytest.mark.parametrize(
    ("every", "times"),
    [
        (HOUR, 12),
        (Cron("0 * * * * Europe/Berlin"), 12),
        (Cron("30 2 * * * Europe/Berlin"), 1),  # an hour that is left out in spring and comes twice in autumn
        (Cron("30 2 * * *"), 1),
    ],
)
def test_a_night_with_a_change_to_or_from_summer_time(night: datetime, every: timedelta | Cron, times: int) -> None:
    moments, last = list[datetime](), night
    planned = next_harvest(night, [], every)
    for minute in range(12 * 60 + 1):
        clock = (night + minute * MINUTE).astimezone()  # as the clock on the wall says it
        state = {"a": State(last_harvest=last, next_harvest=planned)}
        if due([source("a", every=every)], state, clock):
            last = moment(stamp(clock)) or clock
            moments.append(last)
            planned = next_harvest(last, [], every)
    assert len(moments) == times
    assert {later - earlier for earlier, later in pairwise(moments)} <= {HOUR}
