"""One walk over the tree that all readers share: blocks of text with what they stand in, and numbers."""

from lxml import etree
from lxml.etree import _Element

from scraper.extraction.blocks import GOOD, Block
from scraper.extraction.compiled import part
from scraper.extraction.elements import BLOCK, BOLD, BREAK, HIDDEN, LINK, PLAIN, ROLES
from scraper.extraction.numbers import LONGEST, Number, has_digit, may_be_none, numbers_in
from scraper.extraction.regions import Region

MOST_BLOCKS = 20_000
"""What a page may hold at most. No article comes near; a page made to exhaust the memory does."""

DEEPEST = 5_000
"""Elements in elements. Beyond, the rest of the page is not read."""

LONGEST_BLOCK = 1_000_000
"""Characters of one block that are read."""

_SOFT = "\n\v"
"""What a line break leaves among the parts of a text."""


def _holds_text(element: _Element) -> bool:
    """Tell if a button that was never closed has swallowed the page."""
    return element.tag == "button" and next(element.iter("p", "article", "main"), None) is not None


def walk(root: _Element) -> "Walk":
    """Walk over a tree: in C where that is compiled."""
    compiled = part("walk")
    done: Walk = compiled.Walk(root) if compiled else Walk(root)
    return done


class Walk:
    """Gathers blocks and numbers in one pass, without recursion. What changes here changes in its compiled twin too."""

    def __init__(self, root: _Element) -> None:
        self.blocks: list[Block] = []
        """Every piece of text that a reader sees as one, in reading order."""

        self.numbers: list[Number] = []
        """Short texts with a number, also those of buttons and of other elements that are no blocks."""

        self._open: list[_Element] = []
        self._regions: list[Region] = []
        self._path: list[Region] = []
        """The regions of the outermost of the open elements, as many as hold text already."""

        self._parts: list[str] = []
        self._called = ""
        self._linked = self._anchors = self._bold = self._in_link = self._in_bold = 0
        self._run(root)
        self._flush()
        self._sum()

    def _run(self, root: _Element) -> None:  # noqa: C901, PLR0912 - a call for each element would cost as much again
        """Walk; the loop is written out, since it runs twice for each element of the page."""
        walk, role_of, has_number = etree.iterwalk(root, events=("start", "end")), ROLES.get, has_digit
        parts, opened, path, numbers = self._parts, self._open, self._path, self.numbers
        for event, element in walk:
            role = role_of(element.tag, BLOCK)  # type: ignore[arg-type]  # made-up names are strings too
            if event == "start":
                if role == HIDDEN and not _holds_text(element):
                    if len(element) or element.tag == "button":
                        numbers += numbers_in(element)
                    walk.skip_subtree()
                    continue
                if role == BLOCK:
                    if parts:
                        self._flush()
                    opened.append(element)
                    if len(opened) > DEEPEST or len(self.blocks) > MOST_BLOCKS:
                        break
                elif role != PLAIN or not parts:
                    self._start(element, role)
                text = element.text
            else:
                if role == BLOCK:
                    if parts:
                        self._flush()
                    opened.pop()
                    if len(path) > len(opened):
                        path.pop()
                elif role != PLAIN:
                    self._end(role)
                text = element.tail if element is not root else None
            if text and (parts or not text.isspace()):
                parts.append(text)
                if self._in_link:
                    self._linked += len(text)
                if self._in_bold:
                    self._bold += len(text)
                if len(text) <= LONGEST and (has_number(text) or (event == "start" and may_be_none(text))):
                    numbers.append((element, event == "end", text))

    def _start(self, element: _Element, role: int) -> None:
        if role == BREAK:
            self._break()
            return
        if role == LINK:
            self._in_link += 1
            self._anchors += 1
        elif role == BOLD:
            self._in_bold += 1
        if not self._parts and (names := element.get("class")):
            self._called = f"{self._called} {names}" if self._called else names

    def _end(self, role: int) -> None:
        if role == LINK:
            self._in_link -= 1
        elif role == BOLD:
            self._in_bold -= 1

    def _break(self) -> None:
        """Take a single line break as a space; two end the paragraph."""
        for text in reversed(self._parts):
            if text == _SOFT:
                self._flush()
                return
            if not text.isspace():
                break
        self._parts.append(_SOFT)

    def _flush(self) -> None:
        parts = self._parts
        text = " ".join((parts[0] if len(parts) == 1 else "".join(parts))[:LONGEST_BLOCK].split())
        if text and (text[0].isalnum() or any(map(str.isalnum, text))):
            self._keep(text)
        parts.clear()
        self._linked = self._anchors = self._bold = 0
        self._called = ""

    def _keep(self, text: str) -> None:
        region = self._path[-1] if len(self._path) == len(self._open) else self._region()
        block = Block(text, region, len(self.blocks))
        length = len(text)
        if self._anchors or self._linked:
            block.linked, block.anchors = min(self._linked, length), self._anchors
            region.linked += block.linked
        block.bold, block.called = self._bold, self._called
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
