"""What speaks for and against each block: numbers for the judge, in the order of ``FEATURES``."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from scraper.extraction.blocks import Block
from scraper.extraction.compiled import part
from scraper.extraction.home import container
from scraper.extraction.lexicon import LINE_BIT, signs_of_words
from scraper.extraction.regions import TAG_BIT, Region
from scraper.extraction.signs import BIT
from scraper.extraction.surroundings import FAR, SAID, Claims, Surroundings
from scraper.extraction.thinning import thinned

Values = tuple[float, ...]

_TAGS = "aside nav footer header form figure figcaption li table blockquote dl details address td pre article".split()
_OWN = "size linked anchors bold ends digits p heading item".split()
_PLACE = "outside marked shape share siblings sibling_links average parent_share parent_links same".split()
_ORDER = "first last after before place heading_distance".split()
_WORDS = "title summary stated stated_part repeated again author".split()
_NEXT = "size-2 linked-2 together-2 size-1 linked-1 size+1 linked+1 size+2 linked+2 together+2".split()
NUMBERS = (*_OWN, *_PLACE, *_ORDER, *_WORDS, *_NEXT)
"""Names of the numbers of a block, in their order; after them come masks, of ``SIGNS``."""

WHOLE = frozenset("anchors outside marked siblings first last heading_distance stated".split())
FLAGS = frozenset("ends p heading item summary repeated again author together-2 together+2".split())
"""Which of the numbers are always whole, and which are true or false: Python compares those faster."""

_MASKS: dict[str, dict[str, int]] = {
    "near": BIT,
    "in": BIT,
    "tag": {tag: TAG_BIT[tag] for tag in _TAGS},
    "says": LINE_BIT,
    "earlier": LINE_BIT,
    "later": LINE_BIT,
}
SIGNS: dict[str, tuple[int, int]] = {
    f"{prefix}_{name}": (len(NUMBERS) + number, bit)
    for number, (prefix, bits) in enumerate(_MASKS.items())
    for name, bit in bits.items()
}
"""What the element and its parent are called, what anything up to the home is called, which tags that are; what the
line says, and the lines before and after: the place of the mask among a block's values, and
the bit."""

WIDTH = len(NUMBERS) + len(_MASKS)
"""How many values a block has."""

FEATURES = (*NUMBERS, *SIGNS)
"""Everything that a tree may ask; a model is trained for exactly these."""


def expanded(values: Values) -> list[float]:
    """Give one number for each of ``FEATURES``, for training."""
    bits = [bool(int(values[place]) & bit) for place, bit in SIGNS.values()]
    return [*map(float, values[: len(NUMBERS)]), *map(float, bits)]


_END = frozenset(".!?…。！？؟।»”\"'’)]：:")
_TOKEN = re.compile(r"\w+")
_DIGIT = re.compile(r"\d")
_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
_SHORT = 260
_LONG = 100
_START = 60
_NOTHING = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Judged:
    """The blocks that may belong to the article, each with its container and its evidence."""

    blocks: list[Block]
    containers: list[Region]
    rows: Sequence[Values]
    fates: list[list[Block]]
    """Each of the blocks with those that share its fate: itself alone but on pages of thousands of blocks."""


def evidence(blocks: list[Block], claims: Claims, before: int, after: int) -> Judged:
    """Give the evidence of the blocks around the good paragraphs: ``before`` the first and ``after`` the last.

    In C where that is compiled; its rows are of C too then, and give floats for whole numbers and for flags.
    """
    compiled = part("evidence")
    judged: Judged = (compiled.evidence if compiled else gathered)(blocks, claims, before, after)
    return judged


def gathered(blocks: list[Block], claims: Claims, before: int, after: int) -> Judged:
    """Give the same in plain Python. What changes here changes in its compiled twin too."""
    page = Surroundings(blocks, claims)
    start = max(0, page.first - before)
    page.seen.update([block.text for block in blocks[:start]])
    fates = thinned([block for block in blocks[start : page.last + after + 1] if not _is_hopeless(block, page)])
    near = [fate[0] for fate in fates]
    words = [_TOKEN.findall(block.text[:SAID].lower()) for block in near]
    says = [0, *map(_says, near, words), 0]
    containers = [container(block) for block in near]
    lines = [(math.log1p(block.size), block.linked / len(block.text)) for block in near]
    lines = [_NOTHING, _NOTHING, *lines, _NOTHING, _NOTHING]
    around = [None, None, *containers, None, None]
    rows = []
    for index, (block, box, said) in enumerate(zip(near, containers, words, strict=True)):
        rows.append((
            *lines[index + 2],
            *_own(block),
            *_place(block, page, box),
            *_order(block, page),
            *_words(block, page, said),
            *lines[index], around[index] is box, *lines[index + 1],
            *lines[index + 3], *lines[index + 4], around[index + 4] is box,
            *_names(block, page),
            says[index + 1], says[index], says[index + 2],
        ))  # fmt: skip
    return Judged(near, containers, rows, fates)


def _is_hopeless(block: Block, page: Surroundings) -> bool:
    """Tell if the block is a link outside the home, or stands where there is no paragraph far and wide."""
    level = page.level(block)
    if level == 0:
        return False
    if block.linked * 10 > len(block.text) * 9:
        return True
    around = container(block)
    return level > 1 and not around.good and not (around.parent and around.parent.good)


def _says(block: Block, words: list[str]) -> int:
    """Give what a short line announces; ``words`` are those of its beginning."""
    if block.size >= _SHORT:
        return 0
    lower = block.text.lower()
    return signs_of_words(lower, words if len(lower) <= SAID else _TOKEN.findall(lower))


def _own(block: Block) -> Values:
    text, tag = block.text, block.region.tag
    start = text[:_START]
    return (
        min(block.anchors, 9),
        block.bold / len(text),
        text[-1] in _END,
        len(_DIGIT.findall(start)) / len(start),
        tag == "p",
        tag in _HEADINGS,
        tag == "li",
    )


def _place(block: Block, page: Surroundings, box: Region) -> Values:
    region, marked = block.region, page.marked
    return (
        page.way(region)[0],
        0 if marked is None else 1 + (marked.start <= block.index < marked.start + marked.blocks),
        page.shapes[region.tag, region.names] / page.good,
        *page.place(box),
    )


def _order(block: Block, page: Surroundings) -> Values:
    place = block.index
    index = min(place, page.last)
    return (
        max(-FAR, min(FAR, place - page.first)),
        max(-FAR, min(FAR, place - page.last)),
        (page.sums[page.last + 1] - page.sums[index + 1]) / page.good,
        (page.sums[index] - page.sums[min(page.first, index)]) / page.good,
        place / len(page.blocks),
        min(20, place - page.heading) if page.heading >= 0 else 25,
    )


def _words(block: Block, page: Surroundings, words: list[str]) -> Values:
    text, title, own = block.text, page.title, set(words)
    shared = len(title & own)
    is_repeated = text in page.seen
    page.seen.add(text)
    lower = text.lower() if block.size < _SHORT and page.authors else ""
    said = " ".join(words) if page.stated or page.summary else ""
    stated = 0
    if page.stated:
        stated = 1 + (said[:-8] in page.stated if len(said) > _LONG else f" {said} " in page.stated)
    return (
        shared / ((len(title) + len(own) - shared) or 1),
        bool(page.summary) and len(said) > 15 and (said in page.summary or page.summary in said),  # noqa: PLR2004
        stated,
        page.stated_part,
        is_repeated,
        page.texts[text] > 1,
        any(name in lower for name in page.authors) if lower else False,
    )


def _names(block: Block, page: Surroundings) -> Values:
    """Give the masks of the names close by, of the names up to the home, of the tags up to the home."""
    region = block.region
    own = page.excuses.own
    near, parent = own(region) | block.inner, region.parent
    if parent and region not in page.levels and parent not in page.levels:
        near |= own(parent)
    _, names, tags = page.ways[region]
    return near, names, tags | region.tags
