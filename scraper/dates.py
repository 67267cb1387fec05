"""Moments as pages and headers write them."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_FRACTION = re.compile(r"\.\d+")
_ISO = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ]+(\d\d:\d\d(?::\d\d)?)\s*(Z|[+-]\d\d:?\d\d)?)?", re.IGNORECASE)


def parse_moment(text: str | None) -> datetime | None:
    """Read a date: aware, with its own offset, else UTC. None if it is none."""
    written = _FRACTION.sub("", (text or "").strip()[:60])
    found = _ISO.match(written)
    try:
        if found:
            moment = datetime.fromisoformat(f"{found[1]}T{found[2] or '00:00'}{(found[3] or '').upper()}")
        else:
            moment = parsedate_to_datetime(written)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
