"""The text of the article: the blocks that the judge takes for it, in reading order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import dropwhile, groupby

from lxml.etree import _Element

from scraper.extraction.blocks import GOOD, Block
from scraper.extraction.evidence import NUMBERS, SIGNS, Judged, Values, evidence
from scraper.extraction.judge import probabilities
from scraper.extraction.lexicon import LINE_BIT, line_signs
from scraper.extraction.surroundings import Claims
from scraper.text import folded, one_line

BEFORE, AFTER = 80, 120
"""Blocks around the first and the last good paragraph that are judged; what is further away is another story."""

KEPT = 0.5
OPENING = 0.2
"""What is enough for a paragraph above the others, no list or caption: collections disagree about decks, and so the
judge is unsure; of those that people spoke of by themselves, nine in ten were wanted."""

LISTED = 0.31
"""What is enough for a short line of a list or table above or below the paragraphs, as of ingredients or an address:
two in three between this and ``KEPT`` were wanted, since the judge knows such places as furniture."""

UNSURE = 0.5
"""Confidence in a text that no block of the page shows."""

LABEL = 40
"""Characters. Longer lines above the text are no labels."""

_HYPHEN = "\xad"
"""Where a word may be parted at the end of a line; whoever searches for the word does not write it."""

_FIRST, _LAST = NUMBERS.index("first"), NUMBERS.index("last")
_LISTS = tuple(SIGNS[name] for name in ("tag_li", "tag_td", "tag_dl"))
_NO_OPENING = tuple(SIGNS[name] for name in ("tag_li", "tag_figcaption", "near_caption", "in_caption"))

_LABELS = LINE_BIT["share"] | LINE_BIT["date"]
CELL = 200
"""Characters. Longer table cells are a layout's columns, not a table's."""


@dataclass(frozen=True)
class Body:
    """The text, how sure it is, and the blocks of the page that it was chosen from."""

    text: str | None
    confidence: float | None
    blocks: list[Block]
    kept: list[Block]
    source: str = "main_block"


def read_body(blocks: list[Block], claims: Claims) -> Body:
    """Give the body, paragraphs joined by a blank line; text and confidence are None if there is none."""
    if not blocks:
        return _stated(blocks, claims)
    judged = evidence(blocks, claims, BEFORE, AFTER)
    return chosen(judged, probabilities(judged), blocks, claims)


def chosen(judged: Judged, sure: Sequence[float], blocks: list[Block], claims: Claims) -> Body:
    """Give the body that the probabilities of the judged blocks make, as `read_body` does."""
    likely = (
        fate
        for place, (fate, probability) in enumerate(zip(judged.fates, sure, strict=True))
        if probability >= KEPT or (probability >= OPENING and probability >= _enough(judged, place))
    )
    title = folded(claims.title)
    kept = [block for fate in likely for block in fate if not _says(block, claims.title, title)]
    kept = _once(list(dropwhile(_is_bar, kept)))
    text = _joined(kept)
    if not text:
        return _stated(blocks, claims)
    weight = sum(block.size for block in judged.blocks) or 1
    certain = sum(block.size * abs(2 * p - 1) for block, p in zip(judged.blocks, sure, strict=True))
    return Body(text, round(certain / weight, 2), blocks, kept)


def _enough(judged: Judged, place: int) -> float:
    """Give the probability that is enough for the block there."""
    block, row = judged.blocks[place], judged.rows[place]
    if block.is_good:
        return OPENING if row[_FIRST] < 0 and not _has(row, _NO_OPENING) else KEPT
    is_outside = row[_FIRST] < 0 or row[_LAST] > 0
    return LISTED if is_outside and block.size < GOOD and _has(row, _LISTS) else KEPT


def _has(row: Values, signs: Iterable[tuple[int, int]]) -> bool:
    return any(int(row[where]) & bit for where, bit in signs)


def _stated(blocks: list[Block], claims: Claims) -> Body:
    """Give what JSON-LD says the text is, for pages that a script writes; it may be cut, so it is half sure."""
    lines = [one_line(line) for line in claims.stated_body.splitlines()]
    text = "\n\n".join(line for line in lines if line)
    return Body(text, UNSURE, blocks, [], "json_ld") if text else Body(None, None, blocks, [])


def _once(kept: list[Block]) -> list[Block]:
    """Leave out what is there a second time, for another width of screen or as a preview; short lines may recur."""
    seen: set[str] = set()
    found: list[Block] = []
    for is_repeated, run in groupby(kept, key=lambda block: _is_known(block.text, seen)):
        blocks = list(run)
        if not is_repeated or not any(block.is_good for block in blocks):
            found += blocks
    return found


def _is_known(text: str, seen: set[str]) -> bool:
    """Tell if the text was seen, and see it."""
    is_known = text in seen
    seen.add(text)
    return is_known


def _is_bar(block: Block) -> bool:
    """Tell a line between headline and text that is no text: a counter, a share button, a date."""
    if block.size >= LABEL:
        return False
    says = line_signs(block.text) | line_signs(block.text.lstrip("0123456789., "))
    return says & _LABELS != 0 or not any(map(str.isalpha, block.text))


def _says(block: Block, text: str, words: str) -> bool:
    """Tell if the block says the same words, those of the text; one that is twice as long cannot."""
    return len(block.text) <= 2 * len(text) and folded(block.text) == words


def _joined(kept: list[Block]) -> str:
    """Join the blocks; the cells of a table's row stay on one line."""
    lines: list[str] = []
    row: _Element | None = None
    for block in kept:
        cell = block.region.element if block.region.tag in ("td", "th") and len(block.text) < CELL else None
        own = cell.getparent() if cell is not None else None
        if own is not None and own is row:
            lines[-1] += f" | {block.text}"
        else:
            lines.append(block.text)
        row = own
    return "\n\n".join(lines).replace(_HYPHEN, "")
