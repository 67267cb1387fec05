"""What is asked of everything below an element: its text, the elements with certain attributes, their order."""

from collections.abc import Collection
from typing import NamedTuple

from lxml import etree
from lxml.etree import _Element

from scraper.extraction.compiled import part

LONG = 120
"""Characters. A longer text in a ``<p>`` is one of the article's paragraphs, or of a teaser's."""


class Order(NamedTuple):
    """Where elements stand among those that are counted; an order is how many of them begin before."""

    known: dict[_Element, int]
    headings: list[tuple[int, _Element]]
    paragraphs: list[int]
    """Orders of long paragraphs."""

    size: int
    """How many elements are counted."""


def line(element: _Element, size: int) -> str:
    """Give the text of an element on one line; only its beginning, but more than ``size``, where it is longer."""
    compiled = part("below")
    return str(compiled.line(element, size)) if compiled else beginning(element, size)


def having(root: _Element, names: Collection[str], most: int) -> list[_Element]:
    """Give the first elements of a page that have one of the attributes, in page order."""
    compiled = part("below")
    return list(compiled.having(root, frozenset(names), most)) if compiled else with_any(root, names, most)


def order(root: _Element, counted: frozenset[str], asked: Collection[_Element]) -> Order:
    """Give the order of the elements that are asked for among those with a tag that is counted; 0 where not found."""
    compiled = part("below")
    return Order(*compiled.order(root, counted, set(asked), LONG)) if compiled else placed(root, counted, asked)


def beginning(element: _Element, size: int) -> str:
    """Give the text as `line` does. What changes here and below changes in the compiled twin too."""
    words: list[str] = []
    left = size
    for piece in element.itertext():
        found = piece.split()
        if found:
            words += found
            left -= len(piece.strip()) + 1
            if left < 0:
                break
    return " ".join(words)


def with_any(root: _Element, names: Collection[str], most: int) -> list[_Element]:
    """Give elements as `having` does."""
    found: list[_Element] = etree.XPath(f"//*[{' or '.join(f'@{name}' for name in names)}]")(root)
    return found[:most]


def placed(root: _Element, counted: frozenset[str], asked: Collection[_Element]) -> Order:
    """Give the order as `order` does."""
    known = dict.fromkeys(asked, 0)
    headings: list[tuple[int, _Element]] = []
    paragraphs: list[int] = []
    elements = [one for one in root.iter() if one.tag in counted]
    for number, element in enumerate(elements):
        if element in known:
            known[element] = number
        if element.tag == "h1":
            headings.append((number, element))
        elif element.tag == "p" and _is_long(element.text):
            paragraphs.append(number)
    return Order(known, headings, paragraphs, len(elements))


def _is_long(text: str | None) -> bool:
    return text is not None and len(text) > LONG and not text.isspace()
