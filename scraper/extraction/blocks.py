"""One walk over the tree: every piece of text that a reader sees as one, with what stands around it."""

import re

from lxml import etree
from lxml.html import HtmlElement

from scraper.extraction.signs import BIT, signs

_SKIPPED = frozenset(
    "script style noscript template svg iframe select textarea button option object embed math head canvas map audio "
    "video nav dialog datalist input".split()
)
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big br cite code data del dfn em font i img ins kbd label mark meter output picture q rp "
    "rt ruby s samp small source span strike strong sub sup time tt u var wbr nobr td th amp-img link meta".split()
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_GOOD = 80
"""Characters. A text of that length outside links is rarely furniture."""


class Region:
    """A block-level element: its signs, those it stands in, and how much text it holds."""

    __slots__ = (
        "above",
        "depth",
        "element",
        "good",
        "itemprop",
        "links",
        "near",
        "own",
        "parent",
        "tag",
        "tags",
        "text",
    )

    depth: int
    above: int
    tags: frozenset[str]
    itemprop: bool

    def __init__(self, element: HtmlElement, parent: "Region | None") -> None:
        self.element, self.parent, self.tag = element, parent, str(element.tag)
        self.own = _own_signs(element)
        self.depth = parent.depth + 1 if parent else 0
        self.above = self.own | (parent.above if parent else 0)
        self.near = self.own | (parent.own if parent else 0)
        self.tags = (parent.tags if parent else frozenset()) | _notable(self.tag)
        self.itemprop = (parent.itemprop if parent else False) or "articlebody" in (
            element.get("itemprop") or ""
        ).lower()
        self.text = self.links = self.good = 0


class Block:
    """A piece of text between two block boundaries."""

    __slots__ = ("anchors", "bold", "index", "linked", "region", "tag", "text")

    def __init__(self, text: str, region: Region, index: int) -> None:
        self.text, self.region, self.tag, self.index = text, region, region.tag, index
        self.linked = self.anchors = self.bold = 0


_NOTABLE = {
    tag: frozenset((tag,))
    for tag in (
        "article",
        "main",
        "aside",
        "footer",
        "header",
        "figure",
        "figcaption",
        "form",
        "table",
        "blockquote",
        "ul",
        "ol",
        "section",
        "li",
        "dl",
        "pre",
        "details",
        "address",
    )
}
_NONE: frozenset[str] = frozenset()


def _notable(tag: str) -> frozenset[str]:
    return _NOTABLE.get(tag, _NONE)


def _own_signs(element: HtmlElement) -> int:
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    own = signs(names) if len(names) > 1 else 0
    if (
        element.get("hidden") is not None
        or _HIDDEN.search(element.get("style") or "")
        or element.get("aria-hidden") == "true"
    ):
        own |= BIT["hidden"]
    return own


class BlockWalk:
    """Gathers the blocks of a page in one pass, without recursion."""

    def __init__(self, root: HtmlElement) -> None:
        self.blocks: list[Block] = []
        self.region = Region(root, None)
        self._parts: list[str] = []
        self._linked = self._anchors = self._bold = self._in_link = self._in_bold = 0
        self._walk(root)
        self._flush()

    def _walk(self, root: HtmlElement) -> None:
        walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        for event, element in walk:
            if event == "start":
                if element.tag in _SKIPPED:
                    walk.skip_subtree()
                elif element is not root:
                    self._start(element)
                if element.tag not in _SKIPPED and element.text:
                    self._add(element.text)
            else:
                if event == "end" and element is not root and element.tag not in _SKIPPED:
                    self._end(element)
                if element.tail and element is not root:
                    self._add(element.tail)

    def _start(self, element: HtmlElement) -> None:
        tag = element.tag
        if tag not in _INLINE:
            self._flush()
            self.region = Region(element, self.region)
        elif tag == "a":
            self._in_link += 1
            self._anchors += 1
        elif tag in ("b", "strong"):
            self._in_bold += 1
        elif tag == "br":
            self._break()
        elif tag in ("td", "th") and self._parts:
            self._parts.append(" | ")

    def _end(self, element: HtmlElement) -> None:
        tag = element.tag
        if tag not in _INLINE:
            self._flush()
            closed = self.region
            parent = closed.parent or closed
            parent.text += closed.text
            parent.links += closed.links
            parent.good += closed.good
            self.region = parent
        elif tag == "a":
            self._in_link -= 1
        elif tag in ("b", "strong"):
            self._in_bold -= 1

    def _add(self, text: str) -> None:
        self._parts.append(text)
        if self._in_link:
            self._linked += len(text)
        if self._in_bold:
            self._bold += len(text)

    def _break(self) -> None:
        """Take a single line break as a space; two end the paragraph."""
        for part in reversed(self._parts):
            if part == "\n\v":
                self._flush()
                return
            if not part.isspace():
                break
        self._parts.append("\n\v")

    def _flush(self) -> None:
        text = " ".join("".join(self._parts).split()).strip(" |") if self._parts else ""
        if text and any(map(str.isalnum, text)):
            self._keep(text)
        self._parts.clear()
        self._linked = self._anchors = self._bold = 0

    def _keep(self, text: str) -> None:
        block = Block(text, self.region, len(self.blocks))
        block.linked, block.anchors, block.bold = (
            min(self._linked, len(text)),
            self._anchors,
            min(self._bold, len(text)),
        )
        self.blocks.append(block)
        self.region.text += len(text)
        self.region.links += block.linked
        if len(text) >= _GOOD and block.linked * 2 < len(text):
            self.region.good += len(text)
