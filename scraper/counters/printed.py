"""Counters in the text that a reader sees: found in one pass over the elements that can hold one."""

import re
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from scraper.counters.phrases import LONGEST, phrases
from scraper.counters.sighting import Sighting
from scraper.counts import ZERO_START
from scraper.extraction.page import Page

COUNTED = frozenset(
    (
        "a abbr address article aside b big br button cite code data dd del div dl dt em fieldset figcaption figure font footer form "
        "h1 h2 h3 h4 h5 h6 header i img label legend li main mark nav ol p section small span strong strike summary sup svg "
        "td th time tt u ul var center nobr"
    ).split()
)
_DIGIT = re.compile(r"\d")
_UNREAD = frozenset(
    (
        "script",
        "style",
        "noscript",
        "textarea",
        "template",
        "option",
        "title",
        "time",
        "select",
        "head",
        "svg",
        "iframe",
    )
)
_PARAGRAPH = 120
"""Characters. A longer text in a ``<p>`` is one of the article's paragraphs, or of a teaser's."""

_SHORTEST, _LONGEST_ZERO = 3, 40
"""Characters between which a text may say in words that there is nothing: ``No comments``."""

MOST = 400
"""Numbers of a page that are looked at; a table of results has thousands."""


@dataclass(slots=True)
class Seen:
    """What one pass over the page found."""

    sightings: list[Sighting] = field(default_factory=list)
    headings: list[tuple[int, HtmlElement]] = field(default_factory=list)
    paragraphs: list[int] = field(default_factory=list)
    """Orders of long paragraphs."""

    size: int = 0
    """How many elements can hold a number."""


def printed(page: Page) -> Seen:
    """Give the numbers that stand in the page's text and may be counters."""
    seen = Seen()
    language = page.tree.get("lang")
    for order, element, text in _texts(page, seen):
        if element.tag not in _UNREAD:
            seen.sightings += [Sighting(element, phrase, "text", order) for phrase in phrases(text, language)]
    return seen


def counted(page: Page) -> list[HtmlElement]:
    """Give the elements that can hold a number, in page order."""
    body = page.tree.find("body")
    return [element for element in (page.tree if body is None else body).iter() if element.tag in COUNTED]


def _texts(page: Page, seen: Seen) -> list[tuple[int, HtmlElement, str]]:
    """Give the short texts with a digit or a word for none, each with its element; note where long ones are.

    Everything else of this module is asked of a few elements, this loop runs over all of them: each step costs.
    """
    found: list[tuple[int, HtmlElement, str]] = []
    digit, zero = _DIGIT.search, ZERO_START.match
    order = 0
    for order, element in enumerate(counted(page)):
        if element.tag == "h1":
            seen.headings.append((order, element))
        text = element.text
        if text and not text.isspace():
            size = len(text)
            if size > _PARAGRAPH:
                if element.tag == "p":
                    seen.paragraphs.append(order)
            elif size <= LONGEST and (digit(text) or (_SHORTEST < size < _LONGEST_ZERO and zero(text.lstrip()))):
                found.append((order, element, text))
        text = element.tail
        if text and not text.isspace() and len(text) <= LONGEST and digit(text):
            parent = element.getparent()
            if parent is not None:
                found.append((order, parent, text))
    seen.size = order + 1
    return found[:MOST]
