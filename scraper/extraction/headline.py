"""Where the headline is printed, and what stands around it: byline, date and summary."""

from scraper.extraction.blocks import Block
from scraper.extraction.page import Page
from scraper.text import folded

BEFORE, AFTER = 8, 22
"""Blocks around the headline that may say who wrote it and when."""


def near_headline(page: Page, title: str | None) -> list[Block]:
    """Give the blocks around the printed headline, those below it first; the top of the text if it is not printed.

    Below comes first because what stands above is more often the furniture of the page.
    """
    blocks = page.blocks
    place = _headline(blocks, title)
    if place is None:
        place = next((block.index for block in blocks if block.is_good), 0) - AFTER // 2
        return blocks[max(0, place) : max(0, place) + AFTER]
    return [*blocks[place : place + AFTER], *reversed(blocks[max(0, place - BEFORE) : place])]


def _headline(blocks: list[Block], title: str | None) -> int | None:
    """Give the index of the headline: a heading with the words of the title, else any block with them."""
    words, length = folded(title or ""), len(title or "")
    same = [
        block for block in blocks if abs(len(block.text) - length) <= length // 4 + 4 and folded(block.text) == words
    ]
    for is_it in (_is_first_level, _is_heading):
        for block in same:
            if is_it(block):
                return block.index
    holding = (block.index for block in blocks if title and _is_first_level(block) and block.text in title)
    return next(holding, None) if not same else next(holding, same[-1].index)


def _is_first_level(block: Block) -> bool:
    return _is_in(block, ("h1",))


def _is_heading(block: Block) -> bool:
    return _is_in(block, ("h2", "h3"))


def _is_in(block: Block, tags: tuple[str, ...]) -> bool:
    parent = block.region.parent
    return block.region.tag in tags or (parent is not None and parent.tag in tags)
