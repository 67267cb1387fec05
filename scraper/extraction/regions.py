"""The elements that a text stands in: how much they hold, and what they are called."""

from lxml.etree import _Element

from scraper.extraction import signs
from scraper.extraction.compiled import fastest

NOTABLE = (
    "aside nav footer header form figure figcaption li table blockquote article main section dl details dialog address "
    "td h1 h2 h3 pre"
).split()
TAG_BIT = {tag: 1 << number for number, tag in enumerate(NOTABLE)}
TAG_BIT |= {"ol": TAG_BIT["li"], "ul": TAG_BIT["li"], "th": TAG_BIT["td"], "dt": TAG_BIT["dl"], "dd": TAG_BIT["dl"]}
"""One bit for each tag that says something about the text in it."""

_announced = fastest(signs).announced


class Region:
    """A block-level element that holds text: how much, and how much of it in links, in good blocks."""

    __slots__ = (
        "_names",
        "_own",
        "blocks",
        "element",
        "good",
        "linked",
        "parent",
        "start",
        "tag",
        "tags",
        "text",
    )

    def __init__(self, element: _Element, parent: "Region | None", start: int) -> None:
        self.element, self.parent, self.start = element, parent, start
        """``start`` is the index of its first block; it holds as many as ``blocks`` says, one after another."""
        self.tag = tag = str(element.tag)
        self.tags = TAG_BIT.get(tag, 0)
        self.text = self.linked = self.good = self.blocks = 0
        self._own: int | None = None
        self._names: str | None = None

    @property
    def depth(self) -> int:
        """How many regions it stands in; few are ever asked."""
        depth, region = 0, self.parent
        while region:
            depth, region = depth + 1, region.parent
        return depth

    @property
    def names(self) -> str:
        """Its class, else its id; most regions are never asked."""
        if self._names is None:
            self._names = self.element.get("class") or self.element.get("id") or ""
        return self._names

    @property
    def own(self) -> int:
        """Give what the names of the element say, as bits of `signs`; most regions are never asked."""
        if self._own is None:
            self._own = _announced(self.element)
        return self._own
