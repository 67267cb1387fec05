"""Days as people write them."""

import re
from datetime import UTC, datetime
from urllib.parse import urlsplit

from scraper.extraction.months import month
from scraper.extraction.numerals import western
from scraper.extraction.page import Page

DATE_LIKE = re.compile(
    r"(?:\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
    r"(?:\b[^\W\d_]{3,10}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+|\b\d{1,2}(?:st|nd|rd|th|er)?\.?\s+(?:de\s+)?[^\W\d_]{3,12}\.?,?\s+(?:de\s+)?)?"
    r"(?:\b(?:19|20)\d\d\b|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|(?:19|20)\d\d[年년.]|\b\d{1,2}[:.]\d\d\b|\b\d+\s?(?:min|hour|day|week))",
    re.IGNORECASE,
)
"""Where a date or a time begins in a line, for whoever reads what stands before it."""

_DIGIT = re.compile(r"\d")

_WORD = r"([^\s\d.,/|]{3,14}|\d{1,2})"
_DAY_FIRST = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th|er|º|η)?[.\s/-]\s*(?:de\s+|of\s+)?{_WORD}[.,]?[\s/.-]\s*(?:de\s+)?((?:19|20|25)\d\d)(?!\d)"
)
_MONTH_FIRST = re.compile(r"([^\W\d_]{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+((?:19|20)\d\d)(?!\d)")
_YEAR_FIRST = re.compile(rf"(?<!\d)((?:19|20)\d\d)\s*[年년./-]\s*{_WORD}\s*[月월./\s-]\s*(\d{{1,2}})(?!\d)")
_SHORT_YEAR = re.compile(r"(?<![\d.])(\d{1,2})\.(\d{1,2})\.(\d\d)(?![\d.])")
_AMERICAN = re.compile(r"(?<!\d)(\d{1,2})[/-](\d{1,2})[/-]((?:19|20)\d\d)(?!\d)")
YEAR = re.compile(r"[\d年.](?:(?<=\d)(?:\d{3}|\.\d\d?\.\d)|(?<=年)|(?<=\.)[คพยศ]\.)")
"""What no day is without, in digits of any script, or in words of some; most lines have none. It begins with a set of
characters, since Python skips what is none of them."""

_PATTERNS = ((_YEAR_FIRST, (0, 1, 2)), (_DAY_FIRST, (2, 1, 0)), (_MONTH_FIRST, (2, 0, 1)), (_SHORT_YEAR, (2, 1, 0)))
_BUDDHIST, _CENTURY = 543, 2000
_LONGEST = 400
_EDITION = re.compile(r"/[a-z]{2}[-_]([a-z]{2})/", re.IGNORECASE)
"""``/en-gb/`` at the beginning of an address."""

_DAY_FIRST_DOMAINS = frozenset("uk au nz ie in za ng ke gh pk sg my mt".split())


def date_like(text: str) -> re.Match[str] | None:
    """Find where a date or a time begins; a line without digits, as most are, is passed over at once."""
    return DATE_LIKE.search(text) if _DIGIT.search(text) else None


def read_printed(text: str, *, is_american: bool = False) -> datetime | None:
    """Read the first day in a text: ``4 April 2026``, ``24.02.2026``, ``2026年2月27日``; None if there is none.

    ``is_american`` reads ``3/4/2026`` as the fourth of March. The moment is midnight UTC, since no zone is printed.
    """
    if not YEAR.search(text, 0, _LONGEST):
        return None
    plain = text[:_LONGEST] if text.isascii() else western(text[:_LONGEST])
    if is_american and (found := _AMERICAN.search(plain)):
        moment = _moment(found[3], found[1], found[2])
        if moment:
            return moment
    for pattern, order in _PATTERNS:
        for found in pattern.finditer(plain):
            year, word, day = (found.groups()[place] for place in order)
            moment = _moment(year, word, day)
            if moment:
                return moment
    return None


def is_american(page: Page) -> bool:
    """Tell if the page writes the month before the day: it is in English and of no country that writes otherwise."""
    stated = page.tree.get("lang") or next(iter(page.meta.get("og:locale", [])), "en")
    try:
        address = urlsplit(page.url)
    except ValueError:
        address = urlsplit("")
    domain = (address.hostname or "").rpartition(".")[2]
    of_path = found[1] if (found := _EDITION.match(address.path)) else "us"
    is_elsewhere = domain in _DAY_FIRST_DOMAINS or of_path.lower() != "us"
    return stated.lower().replace("_", "-") in ("en", "en-us") and not is_elsewhere


def _moment(year: str, word: str, day: str) -> datetime | None:
    number = int(word) if word.isdecimal() else month(word)
    full = int(year) + (_CENTURY if len(year) == 2 else -_BUDDHIST if year.startswith("25") else 0)  # noqa: PLR2004
    try:
        return datetime(full, number or 0, int(day), tzinfo=UTC)
    except ValueError:
        return None
