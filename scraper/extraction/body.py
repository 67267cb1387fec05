"""The text of the article: the blocks that the judge takes for it, in reading order."""

from dataclasses import dataclass
from itertools import dropwhile

from lxml.html import HtmlElement

from scraper.extraction.blocks import Block
from scraper.extraction.evidence import Claims, evidence
from scraper.extraction.judge import probabilities
from scraper.extraction.lexicon import LEXICON, LINES
from scraper.text import folded

BEFORE, AFTER = 16, 45
"""Blocks around the first and the last good paragraph that are judged; what is further away is another story."""

KEPT = 0.5
LABEL = 40
"""Characters. Longer lines above the text are no labels."""

CELL = 200
"""Characters. Longer table cells are a layout's columns, not a table's."""


@dataclass(frozen=True)
class Body:
    """The text, how sure it is, and the blocks of the page that it was chosen from."""

    text: str | None
    confidence: float | None
    blocks: list[Block]
    kept: list[Block]


def read_body(blocks: list[Block], claims: Claims) -> Body:
    """Give the body, paragraphs joined by a blank line; text and confidence are None if there is none."""
    judged = evidence(blocks, claims, BEFORE, AFTER) if blocks else []
    sure = probabilities([values for _, values in judged])
    kept = [block for (block, _), probability in zip(judged, sure, strict=True) if probability >= KEPT]
    kept = [block for block in kept if not _says(block, claims.title)]
    kept = list(dropwhile(lambda block: _is_bar(block, claims), kept))
    text = _joined(kept)
    if not text:
        return Body(None, None, blocks, [])
    weight = sum(block.size for block, _ in judged) or 1
    certain = sum(block.size * abs(2 * p - 1) for (block, _), p in zip(judged, sure, strict=True))
    return Body(text, round(certain / weight, 2), blocks, kept)


def _is_bar(block: Block, claims: Claims) -> bool:
    """Tell a line between headline and text that is no text: the summary, a counter, a share button, a date."""
    lower = block.text.lower() if block.size < LABEL else ""
    is_label = block.size < LABEL and any(LEXICON[LINES.index(name)].search(lower) for name in ("share", "date"))
    return is_label or _says(block, claims.summary) or not any(map(str.isalpha, block.text))


def _says(block: Block, text: str) -> bool:
    """Tell if the block says the same words; one that is twice as long cannot."""
    return len(block.text) <= 2 * len(text) and folded(block.text) == folded(text)


def _joined(kept: list[Block]) -> str:
    """Join the blocks; the cells of a table's row stay on one line."""
    lines: list[str] = []
    row: HtmlElement | None = None
    for block in kept:
        cell = block.region.element if block.region.tag in ("td", "th") and len(block.text) < CELL else None
        own = cell.getparent() if cell is not None else None
        if own is not None and own is row:
            lines[-1] += f" | {block.text}"
        else:
            lines.append(block.text)
        row = own
    return "\n\n".join(lines)
