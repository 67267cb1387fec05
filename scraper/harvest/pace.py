"""How often a source is asked: at the pace at which it publishes."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

SHORTEST, LONGEST = timedelta(minutes=5), timedelta(days=1)
UNKNOWN = timedelta(hours=1)
"""For a source of which too little is known."""


def pace(moments: Sequence[datetime], every: timedelta | None = None) -> timedelta:
    """Give the time from one harvest to the next: half the median gap between recent articles, in any order.

    It is five minutes at least and a day at most. ``every`` is what the source itself says, and then that counts.
    """
    if every is not None:
        return every
    gaps = [(later - earlier).total_seconds() for earlier, later in pairwise(sorted(moments))]
    if len(gaps) < 2:  # noqa: PLR2004 - a single gap is chance
        return UNKNOWN
    return min(max(timedelta(seconds=median(gaps) / 2), SHORTEST), LONGEST)
