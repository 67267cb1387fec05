"""Counters in the text that a reader sees: found in one pass over the elements that can hold one."""

import re
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from scraper.counters.phrases import LONGEST, phrases
from scraper.counters.sighting import Sighting
from scraper.counts import ZERO_START
from scraper.extraction.page import Page

_TAGS = (
    "a abbr address article aside b bdi big br button cite code data dd del div dl dt em fieldset figcaption figure font footer "
    "form h1 h2 h3 h4 h5 h6 header i img ins label legend li main mark nav ol p section small span strong strike sub summary sup svg "
    "td th time tt u ul var use path input g em amp-img center nobr output meter fb comment count counter"
).split()
COUNTED = frozenset(_TAGS)
_DIGIT = re.compile(r"\d")
_LETTER_OR_DIGIT = re.compile(r"\w")
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

    elements: list[HtmlElement] = field(default_factory=list)
    """All that can hold a number, in page order."""

    @property
    def size(self) -> int:
        """How many elements there are."""
        return len(self.elements)


def printed(page: Page) -> Seen:
    """Give the numbers that stand in the page's text and may be counters."""
    body = page.tree.find("body")
    root = page.tree if body is None else body
    seen = Seen(elements=list(root.iter(*_TAGS)))
    seen.headings = [(seen.elements.index(heading), heading) for heading in root.iter("h1")]
    language = page.tree.get("lang")
    for order, element, text in _texts(seen):
        if element.tag not in _UNREAD:
            seen.sightings += [Sighting(element, phrase, "text", order) for phrase in phrases(text, language)]
    return seen


def _texts(seen: Seen) -> list[tuple[int, HtmlElement, str]]:
    """Give the short texts with a digit or a word for none, each with its element; note where long ones are."""
    found: list[tuple[int, HtmlElement, str]] = []
    digit, zero = _DIGIT.search, ZERO_START.match
    for order, element in enumerate(seen.elements):
        text = element.text
        if text:
            size = len(text)
            if size > _PARAGRAPH:
                if element.tag == "p":
                    seen.paragraphs.append(order)
            elif size <= LONGEST and (digit(text) or (_SHORTEST < size < _LONGEST_ZERO and zero(text.lstrip()))):
                found.append((order, element, text))
        text = element.tail
        if text and len(text) <= LONGEST and digit(text):
            parent = element.getparent()
            if parent is not None:
                found.append((order, parent, text))
    return found[:MOST]
