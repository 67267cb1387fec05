"""Pieces of text that a reader sees as one."""

from scraper.extraction import signs
from scraper.extraction.compiled import fastest
from scraper.extraction.regions import Region

GOOD = 80
"""Characters. A text of that length outside links is rarely furniture."""

_signs = fastest(signs).signs


class Block:
    """A piece of text between two block boundaries; ``size`` counts its characters, ``linked`` those in links."""

    __slots__ = ("anchors", "bold", "called", "index", "is_good", "linked", "region", "size", "text")

    def __init__(self, text: str, region: Region, index: int) -> None:
        self.text, self.region, self.index = text, region, index
        self.size = len(text) if text.isascii() else _size(text)
        self.linked = self.anchors = self.bold = 0
        self.called = ""
        """Class names of the elements that it begins with."""
        self.is_good = False
        """True for a text that is long enough to be a paragraph and no link."""

    @property
    def inner(self) -> int:
        """Give what the names of the elements say that it begins with, as bits of `signs`."""
        return int(_signs(self.called)) if self.called else 0


def _size(text: str) -> int:
    """Count characters; bytes of UTF-8 for scripts without spaces, which say in a third of the letters what others say.

    Chinese, Japanese and Thai letters take three bytes, those of alphabets two at most.
    """
    length = len(text)
    bytes_ = len(text.encode("utf-8", "replace"))
    return length if bytes_ <= 2 * length else bytes_
