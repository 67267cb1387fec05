"""The text of the article: the region that holds most of the good paragraphs, without what is furniture in it."""

from collections.abc import Iterator

from lxml.html import HtmlElement

from scraper.extraction.blocks import Block, BlockWalk, Region
from scraper.extraction.signs import BIT

_FURNITURE_TAGS = frozenset(("footer", "aside", "figure", "figcaption", "form"))
_FURNITURE_SIGNS = sum(
    BIT[name]
    for name in (
        "related",
        "share",
        "author",
        "date",
        "caption",
        "comment",
        "navigation",
        "subscribe",
        "advert",
        "tags",
        "legal",
        "hidden",
    )
)
_PARAGRAPH = 80
_SHORTEST = 4
_SHARE_OF_TEXT = 0.7


def body(tree: HtmlElement, title: str | None) -> tuple[str | None, float | None]:
    """Give the body, paragraphs joined by a blank line, and how sure that is; None for both if there is no text."""
    root = tree.find("body")
    blocks = BlockWalk(tree if root is None else root).blocks
    paragraphs = [block for block in blocks if _is_paragraph(block)]
    home = _home(paragraphs)
    if home is None:
        return None, None
    inside = [block for block in paragraphs if home in _ancestors(block.region)]
    between = blocks[inside[0].index : inside[-1].index + 1]
    kept = [block.text for block in between if _belongs(block, home, title)]
    length = sum(len(block.text) for block in inside)
    return "\n\n".join(kept) or None, round(min(length / 2000, 1.0) * length / max(1, sum(map(_length, paragraphs))), 2)


def _length(block: Block) -> int:
    return len(block.text)


def _is_paragraph(block: Block) -> bool:
    """Dense scripts say in 30 characters what Latin letters say in 80."""
    text = block.text
    needed = _PARAGRAPH if text.isascii() or " " in text[:40] else _PARAGRAPH // 3
    return len(text) >= needed and block.linked * 2 < len(text) and not _is_furniture(block.region, None)


def _is_furniture(region: Region, home: Region | None) -> bool:
    """Judge the nearest elements only: pages name their outermost ones anything."""
    if region.tags & _FURNITURE_TAGS and not (home and home.tags & _FURNITURE_TAGS):
        return True
    at: Region | None = region
    for _ in range(4):
        if at is None or at is home:
            break
        if at.own & _FURNITURE_SIGNS and not at.own & (BIT["body"] | BIT["article"]):
            return True
        at = at.parent
    return False


def _ancestors(region: Region) -> Iterator[Region]:
    at: Region | None = region
    for _ in range(40):
        if at is None:
            return
        yield at
        at = at.parent


def _home(paragraphs: list[Block]) -> Region | None:
    """Give the deepest region that holds most of the text of all paragraphs."""
    held: dict[Region, int] = {}
    for block in paragraphs:
        for region in _ancestors(block.region):
            held[region] = held.get(region, 0) + len(block.text)
    wanted = _SHARE_OF_TEXT * sum(map(_length, paragraphs))
    enough = [region for region, length in held.items() if length >= wanted]
    return max(enough, key=lambda region: region.depth, default=None)


def _belongs(block: Block, home: Region, title: str | None) -> bool:
    if home not in _ancestors(block.region) or _is_furniture(block.region, home):
        return False
    if block.linked * 2 >= len(block.text):
        return False
    return len(block.text) >= _SHORTEST and block.text != title
