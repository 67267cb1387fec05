"""Evidence of each number, for the judge: numbers in the order of ``FEATURES``."""

import math

from scraper.counters import witnesses
from scraper.counters.meaning import Meaning
from scraper.counters.places import ITEM, SHORT, Place, Places
from scraper.counters.sighting import Sighting
from scraper.counters.witnesses import Witnesses
from scraper.extraction.below import Order

Evidence = list[float]
Found = list[tuple[Sighting, Meaning]]

_TAGS = "aside footer header nav article li table h1 h2 h3 form figure section dl".split()
_ALIKE = {"td": "table", "h4": "h3"}
_ACTIONS = "comment share view like tweet".split()
_FAR = 30
_BAR, _ITEM = 6, 9
"""Elements above a number in which a share bar and the item of a list are looked for."""

FEATURES = (
    *(f"action_{name}" for name in _ACTIONS), "network", "level", "source", "networks", "widget", "bar",
    "words", "is_first", "value", "is_zero", "is_rounded", "is_attribute", "is_heading",
    *witnesses.FEATURES,
    "link", "item_link", "item_text", "item_is_long", "rows", "depth",
    "from_heading", "heading_level", "steps_to_heading", "after_heading", "before_text", "after_text", "fraction",
    *(f"tag_{tag}" for tag in _TAGS),
)  # fmt: skip
"""Everything that a tree may ask; the judge is trained for exactly these."""


def evidence(found: Found, places: Places, orders: Order, stated: dict[str, set[int]]) -> list[Evidence]:
    """Give the evidence of each number. ``stated`` has the counts of the metadata by action."""
    heading = _Heading(orders, places)
    others = Witnesses(found, places, stated, heading.order)
    rows: list[Evidence] = []
    for number, (sighting, meaning) in enumerate(found):
        place = places.place(sighting.element)
        rows.append(
            [
                *_own(sighting, meaning, place),
                *others.of(number, sighting, meaning),
                *_item(place),
                *_order(sighting, place, orders, heading),
                *_tags(place),
            ]
        )
    return rows


def _own(sighting: Sighting, meaning: Meaning, place: Place) -> Evidence:
    phrase = sighting.phrase
    value = phrase.number.value
    return [
        *(meaning.action == action for action in _ACTIONS),
        meaning.network not in ("site", "unknown"),
        meaning.level,
        meaning.source,
        meaning.networks,
        meaning.widget != "",
        any(at.known.is_bar for at in place.above(_BAR)),
        min(phrase.words, 9),
        phrase.is_first,
        math.log1p(value),
        value == 0,
        phrase.number.is_rounded,
        sighting.where == "attribute",
        any(at.tag in ("h2", "h3", "h4") for at in place.above(2)),
    ]


def _item(place: Place) -> Evidence:
    """Tell where the number's own link leads, what item it stands in, and how often that repeats."""
    headline = long = size = rows = length = 0
    for at in place.above(_ITEM):
        length = length if length >= ITEM else len(at.text)
        if length > SHORT // 2:
            rows = max(rows, at.rows)
        if SHORT // 2 < length < ITEM:
            headline = max(headline, at.headline)
            long += 1
        size = length if length < ITEM else size
    return [place.link(_BAR), headline, size, long, rows, len(list(place.element.iterancestors()))]


class _Heading:
    """The page's headline: the last h1 before the text."""

    def __init__(self, orders: Order, places: Places) -> None:
        self.order = -1
        self.heights: dict[Place, int] = {}
        """The places above it, with their heights."""

        if orders.headings:
            first = orders.paragraphs[0] if orders.paragraphs else orders.size
            self.order, element = ([one for one in orders.headings if one[0] <= first] or orders.headings)[-1]
            at: Place | None = places.place(element)
            while at is not None:
                self.heights[at] = len(self.heights)
                at = at.parent


def _order(sighting: Sighting, place: Place, orders: Order, heading: _Heading) -> Evidence:
    steps, at = 0, place
    while at not in heading.heights and at.parent is not None:
        at, steps = at.parent, steps + 1
    paragraphs = orders.paragraphs or [0]
    return [
        _distance(sighting.order - heading.order) if heading.heights else _FAR,
        heading.heights.get(at, -1),
        steps,
        heading.heights != {} and sighting.order > heading.order,
        _distance(sighting.order - paragraphs[0]),
        _distance(sighting.order - paragraphs[-1]),
        sighting.order / max(1, orders.size),
    ]


def _distance(elements: int) -> float:
    return math.copysign(math.log1p(abs(elements)), elements)


def _tags(place: Place) -> Evidence:
    """Tell which tags are around it."""
    found = {
        _ALIKE.get(str(element.tag), str(element.tag)) for element in (place.element, *place.element.iterancestors())
    }
    return [tag in found for tag in _TAGS]
