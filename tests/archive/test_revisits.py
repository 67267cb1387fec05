from datetime import timedelta

import pytest

from scraper.archive.revisits import next_visit
from scraper.items import Outcome
from tests.conftest import NOON

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("age", "expected"),
    [
        (timedelta(0), HOUR),
        (HOUR, 6 * HOUR),
        (2 * HOUR, 6 * HOUR),
        (7 * HOUR, DAY),
        (2 * DAY, 3 * DAY),
        (3 * DAY, 7 * DAY),
        (8 * DAY, 30 * DAY),
        (30 * DAY, None),
    ],
)
def test_a_page_is_visited_less_as_it_ages(age: timedelta, expected: timedelta | None) -> None:
    moment = next_visit(NOON, NOON + age, Outcome.UNCHANGED)
    assert moment == (NOON + expected if expected else None)


@pytest.mark.parametrize("outcome", list(Outcome))
def test_what_has_ended_for_good_is_not_visited_again(outcome: Outcome) -> None:
    again = {"stored", "unchanged", "revised", "paywalled", "blocked", "robots"}
    again |= {"server_error", "unreachable", "timeout", "dns"}
    assert (next_visit(NOON, NOON, outcome) is not None) == (outcome.value in again)


def test_a_source_may_have_a_plan_of_its_own_or_none() -> None:
    assert next_visit(NOON, NOON, Outcome.STORED, [DAY]) == NOON + DAY
    assert next_visit(NOON, NOON, Outcome.STORED, []) is None
