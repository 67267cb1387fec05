from datetime import timedelta

import pytest

from scraper.harvest.due import State, Why, due, next_due
from scraper.harvest.pace import pace
from scraper.sources import Source
from tests.conftest import NOON

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def source(name: str, *, enabled: bool = True, every: timedelta | None = None) -> Source:
    return Source(name=name, homepage=f"https://{name}.example/", enabled=enabled, every=every)


@pytest.mark.parametrize(
    ("state", "why"),
    [
        (State(), Why.LISTINGS),
        (State(NOON), Why.LISTINGS),
        (State(NOON + MINUTE), None),
        (State(NOON - 30 * DAY), Why.LISTINGS),
        (State(NOON + HOUR, NOON), Why.VISITS),
        (State(NOON + HOUR, NOON + MINUTE), None),
        (State(NOON + HOUR, is_waiting=True), Why.LEFT),
        (State(NOON, is_waiting=True, is_leased=True), None),
        (State(NOON + 2 * DAY), Why.LISTINGS),  # written by a clock that was wrong
        (State(NOON + 3 * HOUR), None),
    ],
)
def test_when_a_source_is_due(state: State, why: Why | None) -> None:
    found = due([source("a")], {"a": state}, NOON)
    assert [one.why for one in found] == ([why] if why else [])


def test_a_long_pace_is_no_wrong_clock() -> None:
    assert not due([source("a", every=30 * DAY)], {"a": State(NOON + 29 * DAY)}, NOON)


def test_what_was_left_over_comes_first_then_the_longest_due() -> None:
    states = {"a": State(NOON - MINUTE), "b": State(NOON - HOUR), "c": State(NOON + HOUR, is_waiting=True)}
    sources = [source(name) for name in "abcd"] + [source("off", enabled=False)]
    assert [one.name for one in due(sources, states, NOON)] == ["c", "b", "a", "d"]


@pytest.mark.parametrize(
    ("states", "moment"),
    [
        ({"a": State(NOON + HOUR), "b": State(NOON + DAY, NOON + MINUTE)}, NOON + MINUTE),
        ({"a": State(NOON + HOUR)}, NOON),
        ({"a": State(NOON - HOUR), "b": State(NOON + HOUR)}, NOON),
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
    ],
)
def test_the_pace_is_that_of_the_source(gaps: list[timedelta], every: timedelta | None, expected: timedelta) -> None:
    moments = [NOON]
    for gap in gaps:
        moments.append(moments[-1] + gap)
    assert pace(moments[::-1], every) == expected
