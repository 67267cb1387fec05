"""One walk over the tree: every piece of text that a reader sees as one, with what stands around it."""

import re

from lxml import etree
from lxml.html import HtmlElement

from scraper.extraction.signs import BIT, signs

SKIPPED = frozenset(
    "script style noscript template svg iframe select textarea button option object embed math head canvas map audio "
    "video datalist input".split()
)
"""Elements whose text nobody reads as text."""

INLINE = frozenset(
    "a abbr acronym b bdi bdo big br cite code data del dfn em font i img ins kbd label mark meter output picture q rp "
    "rt ruby s samp small source span strike strong sub sup time tt u var wbr nobr amp-img link meta".split()
)
"""Elements that do not begin a line. Any other one, also a made-up one, is a block."""

NOTABLE = (
    "aside nav footer header form figure figcaption li table blockquote article main section dl details dialog address "
    "td h1 h2 h3 pre"
).split()
TAG_BIT = {tag: 1 << number for number, tag in enumerate(NOTABLE)}
TAG_BIT |= {"ol": TAG_BIT["li"], "ul": TAG_BIT["li"], "th": TAG_BIT["td"], "dt": TAG_BIT["dl"], "dd": TAG_BIT["dl"]}
"""One bit for each tag that says something about the text in it."""

GOOD = 80
"""Characters. A text of that length outside links is rarely furniture."""

DENSE = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")
"""Scripts that write without spaces and say in a third of the letters what others say."""

MOST_BLOCKS = 20_000
"""What a page may hold at most. No article comes near; a page made to exhaust the memory does."""

DEEPEST = 5_000
"""Elements in elements. Beyond, the rest of the page is not read."""

LONGEST_BLOCK = 1_000_000
"""Characters of one block that are read."""

_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_NAMING = ("class", "id", "itemprop", "role", "data-testid", "data-component")


class Region:
    """A block-level element that holds text: what its names and tags say, and how much text is below it."""

    __slots__ = ("blocks", "depth", "element", "good", "linked", "names", "own", "parent", "tag", "tags", "text")

    def __init__(self, element: HtmlElement, parent: "Region | None") -> None:
        self.element, self.parent, self.tag = element, parent, str(element.tag)
        self.names = " ".join([value for name in _NAMING if (value := element.get(name))])
        self.own = signs(self.names) if self.names else 0
        style = element.get("style")
        if (style and _HIDDEN.search(style)) or "hidden" in element.attrib or element.get("aria-hidden") == "true":
            self.own |= BIT["hidden"]
        self.tags = TAG_BIT.get(self.tag, 0)
        self.depth: int = parent.depth + 1 if parent else 0
        self.text = self.linked = self.good = self.blocks = 0


class Block:
    """A piece of text between two block boundaries; ``size`` counts its characters, ``linked`` those in links."""

    __slots__ = ("anchors", "bold", "index", "inner", "linked", "region", "size", "text")

    def __init__(self, text: str, region: Region, index: int) -> None:
        self.text, self.region, self.index = text, region, index
        self.size = len(text) if text.isascii() else len(text) + 2 * sum(map(len, DENSE.findall(text)))
        self.linked = self.anchors = self.bold = self.inner = 0

    @property
    def is_good(self) -> bool:
        """True for a text that is long enough to be a paragraph and no link."""
        return self.size >= GOOD and self.linked * 2 < len(self.text)


def page_blocks(root: HtmlElement) -> list[Block]:
    """Give the blocks of a page in reading order; their regions know how much text they hold."""
    return _Walk().run(root)


class _Walk:
    """Gathers blocks in one pass, without recursion."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._open: list[tuple[HtmlElement, Region | None]] = []
        self._regions: list[Region] = []
        self._parts: list[str] = []
        self._linked = self._anchors = self._bold = self._inner = self._in_link = self._in_bold = 0

    def run(self, root: HtmlElement) -> list[Block]:
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            tag = str(element.tag)
            if event == "start":
                if len(self.blocks) >= MOST_BLOCKS or len(self._open) >= DEEPEST:
                    break
                if tag in SKIPPED:
                    walk.skip_subtree()
                    continue
                self._start(element, tag)
                if element.text:
                    self._add(element.text)
                continue
            if tag not in SKIPPED:
                self._end(tag)
            if element.tail and element is not root:
                self._add(element.tail)
        self._flush()
        self._sum()
        return self.blocks

    def _start(self, element: HtmlElement, tag: str) -> None:
        if tag not in INLINE:
            if self._parts:
                self._flush()
            self._open.append((element, None))
        elif tag == "br":
            self._break()
        else:
            if tag == "a":
                self._in_link += 1
                self._anchors += 1
            elif tag in ("b", "strong"):
                self._in_bold += 1
            if not self._parts and (names := element.get("class")):
                self._inner |= signs(names)

    def _end(self, tag: str) -> None:
        if tag not in INLINE:
            if self._parts:
                self._flush()
            self._open.pop()
        elif tag == "a":
            self._in_link -= 1
        elif tag in ("b", "strong"):
            self._in_bold -= 1

    def _add(self, text: str) -> None:
        if not self._parts and text.isspace():
            return
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
        text = " ".join("".join(self._parts)[:LONGEST_BLOCK].split())
        if text and (text.isalnum() or any(map(str.isalnum, text))):
            self._keep(text)
        self._parts.clear()
        self._linked = self._anchors = self._bold = self._inner = 0

    def _keep(self, text: str) -> None:
        block = Block(text, self._region(), len(self.blocks))
        block.linked, block.anchors, block.bold = min(self._linked, len(text)), self._anchors, self._bold
        block.inner = self._inner
        self.blocks.append(block)

    def _region(self) -> Region:
        """Give the innermost open element as a region, made now if this is its first text."""
        missing = len(self._open)
        while missing and self._open[missing - 1][1] is None:
            missing -= 1
        region = self._open[missing - 1][1] if missing else None
        for place in range(missing, len(self._open)):
            element = self._open[place][0]
            region = Region(element, region)
            self._open[place] = (element, region)
            self._regions.append(region)
        assert region is not None, "text stands in the root at least"  # noqa: S101 - run() opens the root first
        return region

    def _sum(self) -> None:
        """Add up what each region holds, children before parents."""
        for block in self.blocks:
            region = block.region
            region.text += len(block.text)
            region.linked += block.linked
            region.blocks += 1
            if block.is_good:
                region.good += block.size
        for region in reversed(self._regions):
            parent = region.parent
            if parent:
                parent.text += region.text
                parent.linked += region.linked
                parent.good += region.good
                parent.blocks += region.blocks
