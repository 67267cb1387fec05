"""Short texts that hold a number, or say in words that there is none: noted by the walk for `scraper.counters`."""

import re
from collections.abc import Iterator

from lxml.etree import _Element

from scraper.counts import LETTERS_OF_NONE

LONGEST = 90
"""Characters. A longer text is a sentence."""

LONGEST_NONE = 40
"""Characters up to which a text may say in words that there is nothing: ``No comments``."""

Number = tuple[_Element, bool, str]
"""An element, whether the text stands behind it instead of in it, and the text."""

has_digit = re.compile(r"\d").search


def may_be_none(text: str) -> bool:
    """Tell a short text that begins with the letters of ``No comments``; quicker than to read it."""
    return len(text) < LONGEST_NONE and text.lstrip()[:2].lower() in LETTERS_OF_NONE


def numbers_in(element: _Element) -> Iterator[Number]:
    """Give what stands in an element that the walk does not go into, for nobody reads it as text."""
    for inner in element.iter():
        text, tail = inner.text, inner.tail if inner is not element else None
        if text and len(text) <= LONGEST and (has_digit(text) or may_be_none(text)):
            yield inner, False, text
        if tail and len(tail) <= LONGEST and has_digit(tail):
            yield inner, True, tail
