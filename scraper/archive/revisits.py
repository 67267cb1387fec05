"""When a page is visited again: often while it is young, then ever less, then never."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from scraper.items import Outcome

PLAN: tuple[timedelta, ...] = (
    timedelta(hours=1),
    timedelta(hours=6),
    timedelta(days=1),
    timedelta(days=3),
    timedelta(days=7),
    timedelta(days=30),
)
"""Ages, counted from the moment at which the address was found. Most edits of a news text fall into its first day."""

PASSING = frozenset(
    {Outcome.SERVER_ERROR, Outcome.UNREACHABLE, Outcome.TIMEOUT, Outcome.DNS, Outcome.BLOCKED, Outcome.ROBOTS}
)
"""Ends that need not be the last word; everything else that brought no article is."""


def next_visit(
    found_at: datetime, visited_at: datetime, outcome: Outcome, plan: Sequence[timedelta] = PLAN
) -> datetime | None:
    """Give the moment of the next visit to a page; None if there is none to come."""
    if outcome is Outcome.DUPLICATE or not (outcome.is_archived or outcome in PASSING):
        return None
    return next((found_at + age for age in plan if found_at + age > visited_at), None)
