"""How often a source is asked: at the pace at which it publishes."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from scraper.sources.cron import Cron

SHORTEST, LONGEST = timedelta(minutes=5), timedelta(days=1)
UNKNOWN = timedelta(hours=1)
"""For a source of which too little is known."""


def next_harvest(last: datetime, published: Sequence[datetime], every: timedelta | Cron | None) -> datetime:
    """Give when a source is to be harvested after a harvest: as it says itself, else at its pace. Aware, UTC.

    Lengths of time are added in UTC, so that no day with a change to or from summer time makes one longer.
    """
    if isinstance(every, Cron):
        return every.next(last)
    return last + (pace(published) if every is None else every)


def latest(now: datetime, every: timedelta | Cron | None) -> datetime:
    """Give the latest moment at which a source that is harvested now could be due again."""
    return next_harvest(now, (), LONGEST if every is None else every)


def pace(moments: Sequence[datetime]) -> timedelta:
    """Give the time from one harvest to the next: half the median gap between recent articles, in any order.

    It is five minutes at least and a day at most.
    """
    gaps = [(later - earlier).total_seconds() for earlier, later in pairwise(sorted(moments))]
    if len(gaps) < 2:  # noqa: PLR2004 - a single gap is chance
        return UNKNOWN
    return min(max(timedelta(seconds=median(gaps) / 2), SHORTEST), LONGEST)
