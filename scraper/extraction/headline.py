"""Where the headline is printed, and what stands around it: byline, date and summary."""

from scraper.extraction.blocks import Block
from scraper.extraction.page import HEADINGS, Page
from scraper.text import folded

BEFORE, AFTER = 8, 22
"""Blocks around the headline that may say who wrote it and when."""


_TELLING = 14
"""Letters of a title that tell a heading with a kicker before it."""

_WORDS = 3
"""Of a title, more than half of which tell a heading that puts it in another way."""


def near_headline(page: Page, title: str | None) -> list[Block]:
    """Give the blocks around the printed headline, those below it first; the top of the text if it is not printed.

    Below comes first because what stands above is more often the furniture of the page.
    """
    blocks = page.blocks
    place = _headline(page, title) if title else None
    if place is None:
        place = next((block.index for block in blocks if block.is_good), 0) - AFTER // 2
        return blocks[max(0, place) : max(0, place) + AFTER]
    return [*blocks[place : place + AFTER], *reversed(blocks[max(0, place - BEFORE) : place])]


def _headline(page: Page, title: str) -> int | None:
    """Give the index of the headline: a heading with the words of the title, the highest first, else any such block."""
    words = folded(title)
    if headings := page.headings.get(words) or _with_more(page, words):
        return min(headings, key=_level).index
    first_level = [block for some in page.headings.values() for block in some if _level(block) == "h1"]
    holding = (block.index for block in first_level if block.text in title)
    same = (block.index for block in page.blocks if len(block.text) == len(title) and folded(block.text) == words)
    return next(holding, None) or _alike(first_level, words) or next(same, None)


def _alike(first_level: list[Block], words: str) -> int | None:
    """Give the index of the only first heading, if it says much of the title: another wording, or a date in it."""
    if len(first_level) != 1:
        return None
    said, wanted = set(folded(first_level[0].text).split()), set(words.split())
    is_alike = len(wanted) >= _WORDS and 2 * len(said & wanted) > len(wanted)
    return first_level[0].index if is_alike else None


def _with_more(page: Page, words: str) -> list[Block]:
    """Give the headings that hold the words and more, as a kicker."""
    if len(words) < _TELLING:
        return []
    return [block for key, some in page.headings.items() if f" {words} " in f" {key} " for block in some]


def _level(block: Block) -> str:
    parent = block.region.parent
    return min(tag for tag in (block.region.tag, parent.tag if parent else "h9") if tag in HEADINGS)
