"""Where the article stands: the element that holds most of its paragraphs."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice

from scraper.extraction.blocks import Block
from scraper.extraction.regions import TAG_BIT, Region
from scraper.extraction.signs import BIT

FURNITURE = sum(
    BIT[name] for name in "related share author caption comment navigation subscribe advert tags legal hidden".split()
)
FURNITURE_TAGS = sum(TAG_BIT[tag] for tag in "aside nav footer form figcaption".split())
LONGEST = 600
"""Characters. A longer paragraph counts like one of this length, lest one imprint outweigh a story."""

NEAR = 3
"""Ancestors whose names are believed; pages call their outermost ones anything."""

DOUBTED = 0.25
"""What a paragraph counts that stands in something called a sidebar or a widget: some pages call their story so."""

CLIMB = 1.3
"""How much more text an ancestor must hold before it is the home instead."""

HOPS = 4
"""How far up such an ancestor is looked for: wrappers stand between."""

CLIMB_FAR = 2.0
"""The same for ancestors beyond."""

MOST = 0.4
"""Share of the page's good text. What holds as much is no furniture, whatever it is called."""

ENOUGH = 200
"""Characters. A page with less and without a paragraph has no text: it says that something is missing."""

_BODY = BIT["body"]
_TOPICS = BIT["tags"]
_WHOLE = frozenset(("article", "main", "body"))
"""Elements that many sites give the topics of their article as class names."""

_DEEPEST = 60


def ancestors(region: Region | None) -> Iterator[Region]:
    """Give a region and what it stands in, innermost first, a bounded number of them."""
    for _ in range(_DEEPEST):
        if region is None:
            return
        yield region
        region = region.parent


def container(block: Block) -> Region:
    """Give the innermost region that holds more than this block: what its siblings share."""
    region = block.region
    while region.parent and region.blocks == 1:
        region = region.parent
    return region


@dataclass(frozen=True, slots=True)
class Excuses:
    """What is no furniture, whatever it is called: whoever holds much of the page's good text, together or alone."""

    much: float
    """Text that excuses a region."""

    names: frozenset[str]
    """Names that so much text bears: some pages call every paragraph a paywall's or a widget's."""

    def own(self, region: Region) -> int:
        """Give what the names of a region say."""
        return region.own & ~FURNITURE if self.names and region.names in self.names else region.own


def telling(blocks: list[Block]) -> list[Block]:
    """Give the good paragraphs, which tell where the story is; on a page without any, its lines if they are enough."""
    if good := [block for block in blocks if block.is_good]:
        return good
    lines = [block for block in blocks if 2 * block.linked < len(block.text)]
    return lines if sum(block.size for block in lines) >= ENOUGH else []


def excuses_of(good: list[Block]) -> Excuses:
    """Look which regions and which names hold much of the good text."""
    much = MOST * sum(block.size for block in good)
    held: Counter[str] = Counter()
    for block in good:
        for names in {region.names for region in islice(ancestors(block.region), NEAR) if region.names}:
            held[names] += block.size
    return Excuses(much, frozenset(names for names, size in held.items() if size > much))


def is_furniture(block: Block, home: Region | None, excuses: Excuses) -> bool:
    """Tell if what stands closest around the block says that it is no story."""
    region: Region | None = block.region
    for _ in range(NEAR):
        if region is None or region is home or region.good > excuses.much:
            return False
        own = excuses.own(region)
        if region.tag in _WHOLE:
            own &= ~_TOPICS
        if region.tags & FURNITURE_TAGS or (own & FURNITURE and not own & _BODY):
            return True
        region = region.parent
    return False


def is_related(block: Block) -> bool:
    """Tell if what stands closest around the block says that it is of other articles or of a comment."""
    return any(region.own & (BIT["related"] | BIT["comment"]) for region in islice(ancestors(block.region), NEAR))


class Held:
    """How much of some weighty blocks each region holds: its blocks follow one another, so no tree is climbed."""

    def __init__(self, blocks: Sequence[Block], weights: Sequence[float]) -> None:
        """Take the blocks in page order, each with its weight."""
        self._places = [block.index for block in blocks]
        self._before = [0, *accumulate(weights)]

    def by(self, region: Region) -> float:
        """Give the weight of the blocks in the region."""
        first, end = region.start, region.start + region.blocks
        return self._before[bisect_left(self._places, end)] - self._before[bisect_left(self._places, first)]


def find_home(good: list[Block], excuses: Excuses) -> Region | None:
    """Give the container of most good paragraphs; None if there is none."""
    if not good:
        return None
    weights = [min(block.size, LONGEST) * (DOUBTED if is_furniture(block, None, excuses) else 1) for block in good]
    direct: dict[Region, float] = {}
    for block, weight in zip(good, weights, strict=True):
        inner = container(block)
        direct[inner] = direct.get(inner, 0) + weight
    held = Held(good, weights)
    home = max(direct, key=direct.__getitem__)
    while wider := _wider(home, held):
        home = wider
    return home


def _wider(home: Region, held: Held) -> Region | None:
    """Give the nearest ancestor with clearly more text: the body lies in several boxes."""
    own = held.by(home)
    for hop, region in enumerate(ancestors(home.parent)):
        if held.by(region) >= (CLIMB if hop < HOPS else CLIMB_FAR) * own:
            return region
    return None
