"""Which blocks of a page are in its gold text: the labels that the judge of the body is trained with."""

import re
from typing import Any

from rapidfuzz.distance import Indel

from scraper.extraction.blocks import Block

TOKEN = re.compile(r"\w+")
ENOUGH = 0.75
"""Share of a block's words that has to be in the gold text at this place."""

FEW = 8
"""Words. A shorter block has to be there in one piece."""


def labelled(blocks: list[Block], gold: str) -> list[bool]:
    """Tell which blocks are in the gold text, reading both in order: the longest way to read one in the other."""
    told = [TOKEN.findall(block.text) for block in blocks]
    page = [word for words in told for word in words]
    places: dict[int, int] = {}
    for step in Indel.opcodes(page, TOKEN.findall(gold)):
        if step.tag == "equal":
            places |= zip(range(step.src_start, step.src_end), range(step.dest_start, step.dest_end), strict=True)
    found, start = [], 0
    for words in told:
        found.append(_is_in([places.get(place) for place in range(start, start + len(words))]))
        start += len(words)
    return found


def _is_in(places: list[int | None]) -> bool:
    hits = [place for place in places if place is not None]
    if not places or len(hits) < ENOUGH * len(places):
        return False
    spread = hits[-1] - hits[0] + 1
    return spread <= len(places) if len(places) < FEW else spread <= 2 * len(places)


def hinted(blocks: list[Block], gold: dict[str, Any]) -> list[bool | None]:
    """Tell of each block if it holds a wanted or an unwanted snippet; None if nobody knows."""
    wanted = [" ".join(text.split()) for text in gold["with"] if text]
    unwanted = [" ".join(text.split()) for text in gold["without"] if text]
    found: list[bool | None] = []
    for block in blocks:
        has = any(text in block.text for text in wanted)
        found.append(True if has else False if any(text in block.text for text in unwanted) else None)
    return found
