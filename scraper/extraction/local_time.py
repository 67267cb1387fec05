"""The page's own clock: data often state a moment in UTC where the page prints the hour of its readers."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta, timezone

from scraper.dates import parse_moment
from scraper.extraction.blocks import Block
from scraper.extraction.dated_lines import LINE, UPDATED
from scraper.extraction.numerals import western
from scraper.extraction.page import Page
from scraper.extraction.printed_date import is_american, read_printed

_EARLY, _LATE = r"오전|上午|早上|凌晨|午前", r"오후|下午|晚上|午後"
_CLOCK = re.compile(
    rf"(?:({_EARLY})|({_LATE}))?\s?(?<![\d.:])([01]?\d|2[0-3])\s?[:.h時时点點시]\s?([0-5]\d)(?![\d.])"
    r"(?:\s*(?:(a\.?\s?m\b|π\.?\s?μ|صباح|ص(?!\w))|(p\.?\s?m\b|μ\.?\s?μ|مساء|م(?!\w))))?",
    re.IGNORECASE,
)
_HALF = 12
_HOURS = frozenset((*range(-10, 14), -9.5, -3.5, -2.5, 3.5, 4.5, 5.5, 5.75, 6.5, 8.75, 9.5, 10.5))
"""What clocks differ from UTC somewhere."""

_TIMES = 5


def with_own_offset(moment: datetime, near: Iterable[Block], page: Page) -> datetime:
    """Give the same moment with the offset from UTC at which the page prints it; as it is where nothing tells.

    A moment that has an offset keeps it, and a mere day is no moment.
    """
    if moment.utcoffset() or not (moment.hour or moment.minute):
        return moment
    minute = moment.replace(second=0, microsecond=0)
    for element in page.elements["time"][:_TIMES]:
        other = parse_moment(element.get("datetime") or "")
        if other and other.utcoffset() and other.replace(second=0, microsecond=0) == minute:
            return moment.astimezone(other.tzinfo)
    offset = _offset(minute, near, page)
    return moment.astimezone(timezone(offset)) if offset else moment


def _offset(minute: datetime, near: Iterable[Block], page: Page) -> timedelta | None:
    american = is_american(page)
    for block in near:
        day = read_printed(block.text, is_american=american) if len(block.text) <= LINE else None
        if day and abs(day - minute) < timedelta(days=2) and not UPDATED.search(block.text):
            clock = _clock(block.text)
            if clock is None and day < minute:
                return None
            difference = day + (clock or timedelta()) - minute  # without a clock, the next day began at that moment
            return difference if difference / timedelta(hours=1) in _HOURS else None
    return None


def _clock(text: str) -> timedelta | None:
    """Read the time of day; None if none is printed."""
    found = _CLOCK.search(text if text.isascii() else western(text))
    if not found:
        return None
    early, late = found[1] or found[5], found[2] or found[6]
    hour = int(found[3])
    if early or late:
        hour = hour % _HALF + (_HALF if late else 0)
    return timedelta(hours=hour, minutes=int(found[4]))
