"""What is asked of an element and all below it: its text, links, elements with certain attributes, their order.

What changes here changes in the compiled twin too.
"""

from collections.abc import Collection
from itertools import islice
from typing import NamedTuple

from lxml import etree
from lxml.etree import _Element

LONG = 120
"""Characters. A longer text in a ``<p>`` is one of the article's paragraphs, or of a teaser's."""

FIGURES = "0123456789-_"
"""What may follow the name of a class that counts its elements."""


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


def having(root: _Element, names: Collection[str], most: int) -> list[_Element]:
    """Give the first elements of a page that have one of the attributes, in page order."""
    found: list[_Element] = etree.XPath(f"//*[{' or '.join(f'@{name}' for name in names)}]")(root)
    return found[:most]


def order(root: _Element, counted: frozenset[str], asked: set[_Element]) -> Order:
    """Give the order of the elements that are asked for among those with a tag that is counted; 0 where not found."""
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


def links(element: _Element, long: int) -> tuple[list[str | None], bool]:
    """Give the addresses of the links whose text has so many characters, and tell whether a heading is among all."""
    addresses: list[str | None] = []
    has_heading = False
    for one in element.iter("a", "h2", "h3", "h4"):
        if one.tag != "a":
            has_heading = True
        elif len("".join(one.itertext()).strip()) >= long:
            addresses.append(one.get("href"))
    return addresses, has_heading


def kind(element: _Element) -> str:
    """Name an element's tag and first class, without numbers: what is the same for all items of a list."""
    names = (element.get("class") or "").split(maxsplit=1)
    return f"{element.tag!s}.{names[0].rstrip(FIGURES)}" if names else str(element.tag)


def rows(element: _Element, most: int) -> int:
    """Count the elements of its kind among the first that it stands beside: how often an item of a list repeats."""
    own, above = kind(element), element.getparent()
    return sum(kind(one) == own for one in islice(element if above is None else above, most))


def _is_long(text: str | None) -> bool:
    return text is not None and len(text) > LONG and not text.isspace()
