"""Where the article stands: the element that holds most of its paragraphs."""

from collections.abc import Iterator
from itertools import islice

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


def is_furniture(block: Block, home: Region | None, much: float) -> bool:
    """Tell if what stands closest around the block says that it is no story; ``much`` text excuses every name."""
    region: Region | None = block.region
    for _ in range(NEAR):
        if region is None or region is home or region.good > much:
            return False
        own = region.own & ~_TOPICS if region.tag in _WHOLE else region.own
        if region.tags & FURNITURE_TAGS or (own & FURNITURE and not own & _BODY):
            return True
        region = region.parent
    return False


def is_related(block: Block) -> bool:
    """Tell if what stands closest around the block says that it is of other articles or of a comment."""
    return any(region.own & (BIT["related"] | BIT["comment"]) for region in islice(ancestors(block.region), NEAR))


def find_home(blocks: list[Block], much: float) -> Region | None:
    """Give the container of most good paragraphs; None if the page has no good paragraph."""
    held: dict[Region, float] = {}
    direct: dict[Region, float] = {}
    for block in blocks:
        if block.is_good:
            weight = min(block.size, LONGEST) * (DOUBTED if is_furniture(block, None, much) else 1)
            inner = container(block)
            direct[inner] = direct.get(inner, 0) + weight
            for region in ancestors(block.region):
                held[region] = held.get(region, 0) + weight
    if not direct:
        return None
    home = max(direct, key=direct.__getitem__)
    while wider := _wider(home, held):
        home = wider
    return home


def _wider(home: Region, held: dict[Region, float]) -> Region | None:
    """Give the nearest ancestor with clearly more text: the body lies in several boxes."""
    for hop, region in enumerate(ancestors(home.parent)):
        if held[region] >= (CLIMB if hop < HOPS else CLIMB_FAR) * held[home]:
            return region
    return None
