"""Counters in the text that a reader sees, among the short texts with a number that the walk over the page noted."""

from collections.abc import Iterator

from lxml.etree import _Element

from scraper.counters.orders import COUNTED
from scraper.counters.phrases import phrases
from scraper.counters.sighting import Sighting
from scraper.counts import ZERO_START
from scraper.extraction.numbers import LONGEST_NONE, has_digit
from scraper.extraction.page import Page

_UNREAD = frozenset("script style noscript textarea template option title time select head svg iframe".split())
"""Elements whose own text holds no counters."""

_SHORTEST = 3
"""Characters. A text that is not longer says nothing of comments."""

MOST = 400
"""Numbers of a page that are looked at; a table of results has thousands."""


def printed(page: Page) -> list[Sighting]:
    """Give the numbers that stand in the page's text and may be counters, in page order."""
    language = page.tree.get("lang")
    return [
        Sighting(element, phrase, "text", at)
        for at, element, text in list(_texts(page))[:MOST]
        if element.tag not in _UNREAD
        for phrase in phrases(text, language)
    ]


def _texts(page: Page) -> Iterator[tuple[_Element, _Element, str]]:
    """Give each short text with a number, with the element that it stands in, and the one that it stands behind."""
    for at, is_behind, text in page.walk.numbers:
        if at.tag not in COUNTED or not (has_digit(text) or (not is_behind and _says_none(text))):
            continue
        element = at.getparent() if is_behind else at
        if element is not None:
            yield at, element, text


def _says_none(text: str) -> bool:
    return _SHORTEST < len(text) < LONGEST_NONE and ZERO_START.match(text.lstrip()) is not None
