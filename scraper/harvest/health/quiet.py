"""A source from which nothing has come, in hours of the week in which something usually does."""

from collections import Counter
from datetime import datetime, timedelta

from scraper.harvest.health.findings import WELL, Detector, Facts, Finding

WEEKS = 8
KNOWN_WEEKS = 2
"""A source has to be known so long before anything is usual for it."""

MISSED = 4.0
"""So many hours in which articles usually come have to pass without one: half an hour of two such hours counts one."""

HOUR, WEEK = timedelta(hours=1), timedelta(weeks=1)


def look(facts: Facts) -> Finding | None:
    """Add up, over the whole hours since the last article, in what part of the weeks each of them had one."""
    last = facts.last_arrival
    if last is None or not facts.active_hours or last - min(facts.active_hours) < KNOWN_WEEKS * WEEK:
        return None
    usual, weeks = _usual(facts.active_hours, last)
    hour, missed = _whole(last) + HOUR, 0.0
    while hour + HOUR <= facts.now and missed < MISSED:
        missed += usual[hour.weekday(), hour.hour] / weeks
        hour += HOUR
    if missed < MISSED:
        return WELL
    return Finding(f"no article since {last:%Y-%m-%d %H:%M} UTC, where usually some come at these hours", last)


def _usual(hours: frozenset[datetime], until: datetime) -> tuple[Counter[tuple[int, int]], float]:
    """Count in how many weeks each hour of the week had an article, and the weeks."""
    counted = [hour for hour in hours if hour <= until]
    weeks = (until - min(counted)) / WEEK
    return Counter((hour.weekday(), hour.hour) for hour in counted), max(weeks, 1.0)


def _whole(moment: datetime) -> datetime:
    return moment.replace(minute=0, second=0, microsecond=0)


DETECTOR = Detector(
    "quiet",
    look,
    "look at its front page: if it goes on publishing, its feeds have moved; "
    "'morgue sources --remove NAME', then 'morgue add URL' again",
    is_change=True,
)
