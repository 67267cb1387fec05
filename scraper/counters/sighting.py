"""A number that may be a counter: where it stands and what it says of itself, before anybody has judged it."""

from dataclasses import dataclass

from lxml.html import HtmlElement

from scraper.counters.phrases import Phrase


@dataclass(slots=True)
class Sighting:
    """A number in a text or an attribute of an element."""

    element: HtmlElement
    phrase: Phrase
    where: str
    """``text`` or ``attribute``."""

    order: int
    """How many elements begin before it."""

    name: str = ""
    """The attribute's name."""
