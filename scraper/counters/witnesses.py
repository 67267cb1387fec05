"""What the numbers of a page say about each other: lists repeat a shape, a page repeats its own counters."""

from collections import Counter

from scraper.counters.links import OWN_LINK
from scraper.counters.meaning import Meaning
from scraper.counters.places import Place, Places
from scraper.counters.sighting import Sighting

FEATURES = (
    "repeated", "repeated_deep", "values_in_list", "place_in_list", "is_only_own_link", "is_odd_one", "networks_in_bar",
    "actions_in_bar", "same_value", "shapes_of_value", "rank", "other_values", "stated", "contradicted",
)  # fmt: skip

_SHALLOW, _DEEP = 3, 6
"""Elements of a shape: a number in its byline, and the item around them."""

_BAR = 5
"""Elements between a number and a share bar that it is in."""

_ROWS, _LIST = 3, 4
"""Numbers of one shape that make a list of links, of items."""

_LINKED = 6
_MOST = 30


class Witnesses:
    """The numbers of one page, counted by shape, value and kind."""

    def __init__(
        self, found: list[tuple[Sighting, Meaning]], places: Places, stated: dict[str, set[int]], heading: int
    ) -> None:
        self.stated, self.heading = stated, heading
        self.shapes: list[tuple[str, str, int]] = []
        self.in_list: dict[str, list[int]] = {}
        self.deep: Counter[str] = Counter()
        self.links: Counter[tuple[str, int]] = Counter()
        self.values: dict[str, list[int]] = {}
        self.places_of: dict[tuple[str, int], set[str]] = {}
        self.distances: dict[str, list[int]] = {}
        self.passed: Counter[str] = Counter()
        self.alone: Counter[str] = Counter()
        self.bars: dict[Place, set[str]] = {}
        self.kinds: dict[Place, set[str]] = {}
        self.places: list[Place] = []
        for sighting, meaning in found:
            self._add(sighting, meaning, places)
        for shape, deep, _ in self.shapes:
            self.alone[shape] += self.deep[deep] == 1
        for distances in self.distances.values():
            distances.sort()

    def _add(self, sighting: Sighting, meaning: Meaning, places: Places) -> None:
        place, action, value = places.place(sighting.element), meaning.action, sighting.phrase.number.value
        shape = f"{place.shape(_SHALLOW)}={action} {meaning.network}"
        self.places.append(place)
        for above in place.above(_BAR)[1:]:
            self.bars.setdefault(above, set()).add(meaning.network)
            self.kinds.setdefault(above, set()).add(action)
        deep, link = place.shape(_DEEP), place.link(_LINKED)
        self.shapes.append((shape, deep, link))
        self.in_list.setdefault(shape, []).append(value)
        self.deep[deep] += 1
        self.links[shape, link] += 1
        self.values.setdefault(action, []).append(value)
        self.places_of.setdefault((action, value), set()).add(deep)
        self.distances.setdefault(action, []).append(abs(sighting.order - self.heading))

    def of(self, number: int, sighting: Sighting, meaning: Meaning) -> list[float]:
        """Give the evidence of ``FEATURES`` for one number; to be asked in the order of the page."""
        shape, deep, link = self.shapes[number]
        self.passed[shape] += 1
        values, alike = self.values[meaning.action], self.in_list[shape]
        value, stated = sighting.phrase.number.value, self.stated.get(meaning.action) or set()
        above = self.places[number].above(_BAR)[1:]
        found = [
            len(alike),
            self.deep[deep],
            len(set(alike)),
            self.passed[shape],
            link == OWN_LINK and self.links[shape, link] == 1 and len(alike) >= _ROWS,
            self.deep[deep] == 1 and self.alone[shape] == 1 and len(alike) >= _LIST,
            max((len(self.bars[one] - {"site", "unknown"}) for one in above), default=0),
            max((len(self.kinds[one]) for one in above), default=0),
            values.count(value),
            len(self.places_of[meaning.action, value]),
            self.distances[meaning.action].index(abs(sighting.order - self.heading)),
            len(set(values)) - 1,
            value in stated and value > 0,
            bool(stated - {0}) and value not in stated,
        ]
        return [min(float(one), _MOST) for one in found]
