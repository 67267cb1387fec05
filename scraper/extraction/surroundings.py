"""What is the same for all blocks of a page: where its article stands, and what the page claims of it."""

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import accumulate, takewhile

from scraper.extraction.blocks import Block
from scraper.extraction.home import Held, ancestors, container, excuses_of, find_home, is_furniture, telling
from scraper.extraction.regions import Region
from scraper.extraction.signs import BIT
from scraper.text import folded

FAR = 30
"""The distance of what is not found above the home at all."""

SAID = 160
"""Characters at the start of a block that are compared with what the page claims."""

_TOKEN = re.compile(r"\w+")
_STATED = 200
_MARKED_SHARE = 0.4
_BODY = BIT["body"]
_CUT = 8


@dataclass(frozen=True)
class Claims:
    """What the page says of its article outside the text: witnesses of where the text is and is not."""

    title: str = ""
    summary: str = ""
    authors: list[str] = field(default_factory=list)
    stated_body: str = ""
    """``articleBody`` of JSON-LD, without markup; often cut."""


class Surroundings:
    """What is the same for all blocks of a page: where its article stands, and what the page claims of it."""

    def __init__(self, blocks: list[Block], claims: Claims) -> None:
        self.blocks = blocks
        good = telling(blocks)
        self.excuses = excuses_of(good)
        self.home = find_home(good, self.excuses)
        self.levels: dict[Region, int] = {region: step for step, region in enumerate(ancestors(self.home))}
        self.ranges = [(region.start, region.start + region.blocks) for region in self.levels]
        self.ways: dict[Region, tuple[int, int, int]] = {}
        self.places: dict[Region, tuple[float, ...]] = {}
        inside = [block for block in good if self._is_inside(block)]
        self.first, self.last = (inside[0].index, inside[-1].index) if inside else (0, len(blocks) - 1)
        self.good = sum(block.size for block in inside) or 1
        self.shapes: Counter[tuple[str, str]] = Counter()
        self.alike: Counter[tuple[str, str]] = Counter()
        for block in inside:
            self.shapes[block.region.tag, block.region.names] += block.size
            around = container(block)
            self.alike[around.tag, around.names] += block.size
        self.sums = [0, *accumulate([block.size if block.is_good else 0 for block in blocks])]
        headings = [block.index for block in blocks[: self.first + 1] if block.region.tag == "h1"]
        self.heading = headings[-1] if headings else -1
        self.marked = self._marked(inside)
        self._read(claims, inside)

    def _read(self, claims: Claims, inside: list[Block]) -> None:
        self.title = frozenset(_TOKEN.findall(claims.title.lower()))
        self.summary = folded(claims.summary)
        self.stated = f" {folded(claims.stated_body)} " if len(claims.stated_body) > _STATED else ""
        found = (
            sum(block.size for block in inside if folded(block.text[:SAID])[:-_CUT] in self.stated)
            if self.stated
            else 0
        )
        self.stated_part = found / self.good
        self.authors = [name.lower() for name in claims.authors]
        self.seen: set[str] = set()
        self.texts = Counter([block.text for block in self.blocks])

    def _marked(self, inside: list[Block]) -> Region | None:
        """Give the outermost region that calls itself the body and holds much of the text."""
        held = Held(inside, [block.size for block in inside])
        around: dict[Region, None] = {}
        for block in inside:
            for region in takewhile(lambda above: above not in around, ancestors(block.region)):
                around[region] = None
        much = (one for one in around if one.own & _BODY and held.by(one) >= _MARKED_SHARE * self.good)
        return min(much, key=lambda region: region.depth, default=None)

    def _is_inside(self, block: Block) -> bool:
        return self.level(block) == 0 and not is_furniture(block, self.home, self.excuses)

    def level(self, block: Block) -> int:
        """Give how far up from the home a region is found that holds the block, 0 if the home does."""
        place = block.index
        for step, (start, end) in enumerate(self.ranges):
            if start <= place < end:
                return step
        return FAR

    def way(self, region: Region) -> tuple[int, int, int]:
        """Give how far up from the home the region is found, 0 if in it, and names and tags on the way there."""
        unknown: list[Region] = []
        known = self.ways.get(region)
        if known is not None:
            return known
        level, names, tags = FAR, 0, 0
        for above in ancestors(region):
            if above in self.levels:
                level = self.levels[above]
                break
            if above in self.ways:
                level, names, tags = self.ways[above]
                break
            unknown.append(above)
        self.ways[region] = level, names, tags
        for below in reversed(unknown):
            names |= self.excuses.own(below)
            tags |= below.tags
            self.ways[below] = level, names, tags
        return level, names, tags

    def place(self, around: Region) -> tuple[float, ...]:
        """Give what is the same for all blocks of a container."""
        known = self.places.get(around)
        if known is None:
            parent = around.parent or around
            known = self.places[around] = (
                min(1.5, around.good / self.good),
                min(60, around.blocks),
                around.linked / max(1, around.text),
                min(400, around.text / around.blocks),
                min(1.5, parent.good / self.good),
                parent.linked / max(1, parent.text),
                self.alike[around.tag, around.names] / self.good,
            )
        return known
