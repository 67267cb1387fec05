"""What speaks for and against each block: numbers for the judge, in the order of ``FEATURES``."""

import math
import re
from dataclasses import dataclass, field

from scraper.extraction.blocks import TAG_BIT, Block, Region
from scraper.extraction.home import ancestors, container, find_home, is_furniture
from scraper.extraction.lexicon import LEXICON, LINES
from scraper.extraction.signs import BIT, NAMES
from scraper.text import folded

Values = tuple[float, ...]

_TAGS = "aside nav footer header form figure figcaption li table blockquote dl details address td pre".split()
_OWN = "size linked anchors bold ends colon commas upper digits lower p heading h1 item".split()
_PLACE = "outside first last after before share siblings sibling_links average parent_share parent_links same".split()
_AROUND = [f"{name}{step:+d}" for step in (-2, -1, 1, 2) for name in ("size", "linked", "together")]
_WORDS = "title summary stated repeated author quote place heading_distance".split()
NUMBERS = (*_OWN, *_PLACE, *_AROUND, *_WORDS, *(f"says_{line}" for line in LINES))
"""Names of the numbers of a block, in their order; after them come three masks, of ``SIGNS``."""

SIGNS: dict[str, tuple[int, int]] = {
    **{f"near_{name}": (len(NUMBERS), BIT[name]) for name in NAMES},
    **{f"in_{name}": (len(NUMBERS) + 1, BIT[name]) for name in NAMES},
    **{f"tag_{tag}": (len(NUMBERS) + 2, TAG_BIT[tag]) for tag in _TAGS},
}
"""What the element and its parent are called, what anything up to the home is called, which tags that are: the place of
the mask among a block's values, and the bit."""

FEATURES = (*NUMBERS, *SIGNS)
"""Everything that a tree may ask; a model is trained for exactly these."""


def expanded(values: Values) -> list[float]:
    """Give one number for each of ``FEATURES``, for training."""
    bits = [bool(int(values[place]) & bit) for place, bit in SIGNS.values()]
    return [*map(float, values[: len(NUMBERS)]), *map(float, bits)]


_END = re.compile(r"[.!?…。！？؟।»”\"'’)\]：:]$")
_TOKEN = re.compile(r"\w+")
_FAR = 30
_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
_SHORT = 260
_START = 60
_STATED = 200


@dataclass(frozen=True)
class Claims:
    """What the page says of its article outside the text: witnesses of where the text is and is not."""

    title: str = ""
    summary: str = ""
    authors: list[str] = field(default_factory=list)
    stated_body: str = ""
    """``articleBody`` of JSON-LD, without markup; often cut."""


class _Page:
    """What is the same for all blocks of a page."""

    def __init__(self, blocks: list[Block], claims: Claims) -> None:
        self.blocks = blocks
        self.home = find_home(blocks)
        self.levels: dict[Region, int] = {region: step for step, region in enumerate(ancestors(self.home))}
        self.ways: dict[Region, tuple[int, int, int]] = {}
        self.containers = [container(block) for block in blocks]
        inside = [block for block in blocks if block.is_good and self.home and self._is_inside(block)]
        self.first, self.last = (inside[0].index, inside[-1].index) if inside else (0, len(blocks) - 1)
        self.good = sum(block.size for block in inside) or 1
        self.sums = [0]
        for block in blocks:
            self.sums.append(self.sums[-1] + (block.size if block.is_good else 0))
        self.alike: dict[tuple[str, str], int] = {}
        for block in inside:
            kind = self.kind(self.containers[block.index])
            self.alike[kind] = self.alike.get(kind, 0) + block.size
        headings = [block.index for block in blocks if block.region.tag == "h1" and block.index <= self.first]
        self.heading = headings[-1] if headings else -1
        self.title = frozenset(_TOKEN.findall(claims.title.lower()))
        self.summary = folded(claims.summary)
        self.stated = folded(claims.stated_body) if len(claims.stated_body) > _STATED else ""
        self.authors = [name.lower() for name in claims.authors]
        self.seen: set[str] = set()

    def _is_inside(self, block: Block) -> bool:
        return self.way(block.region)[0] == 0 and not is_furniture(block, self.home)

    def way(self, region: Region) -> tuple[int, int, int]:
        """Give how far up from the home the region is found, 0 if in it, and names and tags on the way there."""
        known = self.ways.get(region)
        if known is None:
            known = self.ways[region] = self._way(region)
        return known

    def _way(self, region: Region) -> tuple[int, int, int]:
        names = tags = 0
        for above in ancestors(region):
            level = self.levels.get(above)
            if level is not None:
                return level, names, tags
            names |= above.own
            tags |= above.tags
        return _FAR, names, tags

    @staticmethod
    def kind(region: Region) -> tuple[str, str]:
        return region.tag, region.names


def evidence(blocks: list[Block], claims: Claims, before: int, after: int) -> list[tuple[Block, Values]]:
    """Give the evidence of the blocks around the good paragraphs: ``before`` the first and ``after`` the last."""
    page = _Page(blocks, claims)
    start = max(0, page.first - before)
    for block in blocks[:start]:
        page.seen.add(block.text)
    judged = blocks[start : page.last + after + 1]
    return [
        (block, (*_own(block), *_place(block, page), *_around(block, page), *_words(block, page), *_names(block, page)))
        for block in judged
    ]


def _own(block: Block) -> Values:
    text, tag = block.text, block.region.tag
    start = text[:_START]
    stops = text.count(",") + text.count(". ") + text.count("、") + text.count("。")
    return (
        math.log1p(block.size),
        block.linked / len(text),
        min(block.anchors, 9),
        block.bold / len(text),
        _END.search(text) is not None,
        text[-1] in ":：",
        100 * stops / len(text),
        sum(map(str.isupper, start)) / len(start),
        sum(map(str.isdigit, start)) / len(start),
        text[0].islower(),
        tag == "p",
        tag in _HEADINGS,
        tag == "h1",
        tag == "li",
    )


def _names(block: Block, page: _Page) -> Values:
    """Give the three masks of ``SIGNS``."""
    region = block.region
    _, every, tags = page.way(region)
    near, parent = region.own | block.inner, region.parent
    if parent and region not in page.levels and parent not in page.levels:
        near |= parent.own
    return near, every, tags | region.tags


def _place(block: Block, page: _Page) -> Values:
    around = page.containers[block.index]
    parent = around.parent or around
    total = page.sums[page.last + 1]
    index = min(block.index, page.last)
    return (
        page.way(block.region)[0],
        max(-_FAR, min(_FAR, block.index - page.first)),
        max(-_FAR, min(_FAR, block.index - page.last)),
        (total - page.sums[index + 1]) / page.good,
        (page.sums[index] - page.sums[min(page.first, index)]) / page.good,
        min(1.5, around.good / page.good),
        min(60, around.blocks),
        around.linked / max(1, around.text),
        min(400, around.text / around.blocks),
        min(1.5, parent.good / page.good),
        parent.linked / max(1, parent.text),
        page.alike.get(page.kind(around), 0) / page.good,
    )


def _around(block: Block, page: _Page) -> Values:
    values: list[float] = []
    for step in (-2, -1, 1, 2):
        index = block.index + step
        if 0 <= index < len(page.blocks):
            other = page.blocks[index]
            together = page.containers[index] is page.containers[block.index]
            alike = other.region.tag == block.region.tag and other.region.names == block.region.names
            values += (math.log1p(other.size), other.linked / len(other.text), together + 2 * alike)
        else:
            values += (0, 0, 0)
    return tuple(values)


def _words(block: Block, page: _Page) -> Values:
    text = block.text
    words = _TOKEN.findall(text[:400].lower())
    said = " ".join(words)
    is_repeated = text in page.seen
    page.seen.add(text)
    is_short = block.size < _SHORT
    lower = text.lower() if is_short else ""
    distance = min(20, block.index - page.heading) if page.heading >= 0 else 25
    return (
        len(page.title.intersection(words)) / max(1, len(page.title.union(words))),
        bool(page.summary) and len(said) > 15 and (said in page.summary or page.summary in said),  # noqa: PLR2004
        0 if not page.stated else 1 + (said[:150] in page.stated),
        is_repeated,
        is_short and any(name in lower for name in page.authors),
        text[0] in "\"'“„«»‘「",
        block.index / len(page.blocks),
        distance,
        *(is_short and pattern.search(lower) is not None for pattern in LEXICON),
    )
