"""One walk over the tree: every piece of text that a reader sees as one, with what stands around it."""

import re

from lxml import etree
from lxml.etree import _Element

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

MOST_BLOCKS = 20_000
"""What a page may hold at most. No article comes near; a page made to exhaust the memory does."""

DEEPEST = 5_000
"""Elements in elements. Beyond, the rest of the page is not read."""

LONGEST_BLOCK = 1_000_000
"""Characters of one block that are read."""

_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HIDING = frozenset(("style", "hidden", "aria-hidden"))
_NAMING = frozenset(("class", "id", "itemprop", "role", "data-testid", "data-component"))
_BLOCK, _PLAIN, _LINK, _BOLD, _BREAK, _SKIPPED = range(6)
ROLES = (
    dict.fromkeys(INLINE, _PLAIN)
    | dict.fromkeys(SKIPPED, _SKIPPED)
    | {"a": _LINK, "b": _BOLD, "strong": _BOLD, "br": _BREAK}
)
"""What the walk does at an element; one that is not named here begins a line."""


class Region:
    """A block-level element that holds text: how much, and how much of it in links, in good blocks."""

    __slots__ = (
        "_own",
        "blocks",
        "depth",
        "element",
        "good",
        "linked",
        "names",
        "parent",
        "start",
        "tag",
        "tags",
        "text",
    )

    def __init__(self, element: _Element, parent: "Region | None", start: int) -> None:
        self.element, self.parent, self.tag = element, parent, str(element.tag)
        self.start = start
        """Index of its first block; it holds as many as ``blocks`` says, one after another."""
        self.names = element.get("class") or element.get("id") or ""
        self._own: int | None = None
        self.tags = TAG_BIT.get(self.tag, 0)
        self.depth: int = parent.depth + 1 if parent else 0
        self.text = self.linked = self.good = self.blocks = 0

    @property
    def own(self) -> int:
        """Give what the names of the element say, as bits of `signs`; most regions are never asked."""
        if self._own is None:
            self._own = _announced(self.element)
        return self._own


def _announced(element: _Element) -> int:
    names, hidden = "", 0
    for name, value in element.items():
        if name in _NAMING:
            names = f"{names} {value}" if names else value
        elif name in _HIDING and _hides(name, value):
            hidden = BIT["hidden"]
    return hidden | signs(names) if names else hidden


def _hides(name: str, value: str) -> bool:
    if name == "style":
        return _HIDDEN.search(value) is not None
    return name == "hidden" or value == "true"


def _size(text: str) -> int:
    """Count characters; bytes of UTF-8 for scripts without spaces, which say in a third of the letters what others say.

    Chinese, Japanese and Thai letters take three bytes, those of alphabets two at most.
    """
    length = len(text)
    return length if text.isascii() or (bytes_ := len(text.encode("utf-8", "replace"))) <= 2 * length else bytes_


class Block:
    """A piece of text between two block boundaries; ``size`` counts its characters, ``linked`` those in links."""

    __slots__ = ("anchors", "bold", "index", "inner", "is_good", "linked", "region", "size", "text")

    def __init__(self, text: str, region: Region, index: int) -> None:
        self.text, self.region, self.index = text, region, index
        self.size = _size(text)
        self.linked = self.anchors = self.bold = self.inner = 0
        self.is_good = False
        """True for a text that is long enough to be a paragraph and no link."""


def page_blocks(root: _Element) -> list[Block]:
    """Give the blocks of a page in reading order; their regions know how much text they hold."""
    return _Walk().run(root)


def _holds_text(element: _Element) -> bool:
    """Tell if a button that was never closed has swallowed the page."""
    return element.tag == "button" and next(element.iter("p", "article", "main"), None) is not None


class _Walk:
    """Gathers blocks in one pass, without recursion."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._open: list[_Element] = []
        self._regions: list[Region] = []
        self._path: list[Region] = []
        self._parts: list[str] = []
        self._linked = self._anchors = self._bold = self._inner = self._in_link = self._in_bold = 0
        self._is_full = False

    def run(self, root: _Element) -> list[Block]:
        """Walk; the loop is written out, since it runs twice for each element of the page."""
        walk, parts, role_of = etree.iterwalk(root, events=("start", "end")), self._parts, ROLES.get
        for event, element in walk:
            role = role_of(element.tag, _BLOCK)  # type: ignore[arg-type]  # made-up names are strings too
            if event == "start":
                if role == _BLOCK:
                    self._begin(element)
                elif role == _SKIPPED and not _holds_text(element):
                    walk.skip_subtree()
                    continue
                elif role != _PLAIN or not parts:
                    self._start(element, role)
                text = element.text
            else:
                if role != _PLAIN:
                    self._end(role)
                text = element.tail if element is not root else None
            if text and (parts or not text.isspace()):
                self._add(text)
            if self._is_full:
                break
        self._flush()
        self._sum()
        return self.blocks

    def _begin(self, element: _Element) -> None:
        if self._parts:
            self._flush()
        self._open.append(element)
        if len(self._open) > DEEPEST or len(self.blocks) > MOST_BLOCKS:
            self._is_full = True

    def _start(self, element: _Element, role: int) -> None:
        if role == _BREAK:
            self._break()
            return
        if role == _LINK:
            self._in_link += 1
            self._anchors += 1
        elif role == _BOLD:
            self._in_bold += 1
        if not self._parts and (names := element.get("class")):
            self._inner |= signs(names)

    def _end(self, role: int) -> None:
        if role == _BLOCK:
            if self._parts:
                self._flush()
            self._open.pop()
            if len(self._path) > len(self._open):
                self._path.pop()
        elif role == _LINK:
            self._in_link -= 1
        elif role == _BOLD:
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
        parts = self._parts
        text = " ".join((parts[0] if len(parts) == 1 else "".join(parts))[:LONGEST_BLOCK].split())
        if text and (text[0].isalnum() or any(map(str.isalnum, text))):
            self._keep(text)
        parts.clear()
        if self._anchors or self._bold or self._inner:
            self._linked = self._anchors = self._bold = self._inner = 0

    def _keep(self, text: str) -> None:
        region = self._path[-1] if len(self._path) == len(self._open) else self._region()
        block = Block(text, region, len(self.blocks))
        length = len(text)
        block.linked, block.anchors, block.bold = min(self._linked, length), self._anchors, self._bold
        block.inner = self._inner
        region.linked += block.linked
        region.text += length
        region.blocks += 1
        if block.size >= GOOD and block.linked * 2 < length:
            block.is_good = True
            region.good += block.size
        self.blocks.append(block)

    def _region(self) -> Region:
        """Give the innermost open element as a region, made now since this is its first text."""
        path, start = self._path, len(self.blocks)
        region = path[-1] if path else None
        for element in self._open[len(path) :]:
            region = Region(element, region, start)
            path.append(region)
            self._regions.append(region)
        return path[-1]

    def _sum(self) -> None:
        """Add up what each region holds, children before parents."""
        for region in reversed(self._regions):
            parent = region.parent
            if parent:
                parent.text += region.text
                parent.linked += region.linked
                parent.good += region.good
                parent.blocks += region.blocks
