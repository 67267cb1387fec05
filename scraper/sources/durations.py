"""Lengths of time as people write them: ``90s``, ``15min``, ``1h``, ``3d``, ``2w``."""

import re
from datetime import timedelta

UNITS = {
    "s": timedelta(seconds=1),
    "min": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
}
_WRITTEN = re.compile(r"(\d{1,6})\s*(s|min|h|d|w)")


def read_duration(text: str) -> timedelta:
    """Read a length of time. Raises ValueError with the way out."""
    found = _WRITTEN.fullmatch(text.strip())
    if not found or not int(found[1]):
        raise ValueError(f"{text!r} is no length of time: write 90s, 15min, 1h, 3d or 2w")
    return int(found[1]) * UNITS[found[2]]


def write_duration(length: timedelta) -> str:
    """Write a length of time in the largest unit that gives a whole number."""
    unit = next(name for name in reversed(UNITS) if not length % UNITS[name])
    return f"{length // UNITS[unit]}{unit}"
