"""Pages of thousands of blocks: a table of results, a whole book. Their blocks are judged by a sample."""

from collections.abc import Iterator
from itertools import groupby

from scraper.extraction.blocks import Block

MOST = 1500
"""Blocks of a page that are judged one by one. Of 2,200 pages one had more: six thousand cells of one table."""


def thinned(blocks: list[Block], most: int = MOST) -> list[list[Block]]:
    """Put blocks together that are judged as one, by the first of them: neighbours of one tag and one kind.

    Up to ``most`` blocks, each is alone.
    """
    size = -(-len(blocks) // most)
    if size <= 1:
        return [[block] for block in blocks]
    return list(_portions(blocks, size))


def _portions(blocks: list[Block], size: int) -> Iterator[list[Block]]:
    for _, alike in groupby(blocks, key=lambda block: (block.region.tag, block.is_good)):
        run = list(alike)
        yield from (run[start : start + size] for start in range(0, len(run), size))
