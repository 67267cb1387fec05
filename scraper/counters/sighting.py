"""A number that may be a counter: where it stands and what it says of itself, before anybody has judged it."""

from dataclasses import dataclass

from lxml.etree import _Element

from scraper.counters.phrases import Phrase


@dataclass(slots=True, eq=False)
class Sighting:
    """A number in a text or an attribute of an element."""

    element: _Element
    phrase: Phrase
    where: str
    """``text`` or ``attribute``."""

    at: _Element
    """The element itself, or the one inside it that the text stands behind."""

    order: int = 0
    """How many elements begin before it; known for numbers that mean something."""
