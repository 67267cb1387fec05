"""Places of a page: what stands around an element, each looked at once however many numbers are below it."""

from lxml.etree import _Element

from scraper.counters.kept import kept
from scraper.counters.known import NOTHING, known
from scraper.counters.links import NO_LINK, OTHER_PAGE, Links
from scraper.counters.signs import BIT, signs
from scraper.counters.surroundings import Marks, Surroundings
from scraper.extraction import below
from scraper.extraction.compiled import fastest
from scraper.extraction.page import Page

SHORT = 60
"""Characters of a place whose words all belong to its number."""

ITEM = 400
"""Characters of an item of a list: a teaser, a comment."""

_MOST_ROWS = 12
_HIGHEST = 9
"""Elements above a place that anybody asks for."""
_PARTS = ("body", "main", "html")
_HEADLINE = 25
"""Characters of a link that is the headline of another page."""

_NAMING = frozenset(("class", "id", "itemprop", "data-type", "data-icon", "data-testid"))
_below = fastest(below)


class Place:
    """An element with what its names say. All else is found out when it is asked for, and kept."""

    def __init__(self, element: _Element, places: "Places") -> None:
        self.element, self.tag = element, str(element.tag)
        self.places = places
        names = " ".join([value for name, value in element.items() if name in _NAMING])
        self.known = known(names) if names else NOTHING
        if self.known.misleading:
            names = " ".join(name for name in names.split() if name not in self.known.misleading)
        self.names = names
        self.own = signs(names) if names else 0
        if self.known.is_profile:
            self.own |= BIT["profile"]

    @kept
    def parent(self) -> "Place | None":
        """Give the place of the element that this one is in; None for the root."""
        above = self.element.getparent()
        return None if above is None else self.places.place(above)

    @kept
    def surroundings(self) -> Surroundings:
        """Tell what the markup in and below it says; to be asked for short places only."""
        return Surroundings(self.element, self.places.marks)

    @kept
    def short_text(self) -> str | None:
        """Its text on one line; None if that is longer than ``SHORT``."""
        text = _below.line(self.element, SHORT)
        return text if len(text) <= SHORT else None

    @kept
    def text(self) -> str:
        """Give the first ``ITEM`` characters of its text, on one line."""
        return str(_below.line(self.element, ITEM))[:ITEM]

    @kept
    def kind(self) -> str:
        """Name its tag and first class, without numbers: what is the same for all items of a list."""
        return kind_of(self.element)

    @kept
    def rows(self) -> int:
        """Count the elements beside it that are of its kind: how often an item of a list repeats."""
        return int(_below.rows(self.element, _MOST_ROWS))

    @kept
    def headline(self) -> int:
        """Whether it has the headline of another page: 2 for a long link to one, 1 for a heading, 0 for neither."""
        addresses, has_heading = _below.links(self.element, _HEADLINE)
        return 2 if OTHER_PAGE in map(self.places.links.kind, addresses) else int(has_heading)

    def link(self, height: int) -> int:
        """Tell where the link leads that it is in, at most so many elements above."""
        for at in self.above(height):
            if at.tag == "a":
                return self.places.links.kind(at.element.get("href"))
        return NO_LINK

    def above(self, height: int) -> list["Place"]:
        """Give the place and those that it is in, at most so many, the nearest first, up to the page's main part."""
        return [] if self.tag in _PARTS else [self, *self._way][:height]

    @kept
    def _way(self) -> list["Place"]:
        """Give what it is in; without the place itself, which would keep the page's tree alive."""
        found: list[Place] = []
        at = self.parent
        while at is not None and len(found) < _HIGHEST and at.tag not in _PARTS:
            found.append(at)
            at = at.parent
        return found

    def shape(self, height: int) -> str:
        """Give what repeats where a list prints the same thing for each of its items."""
        return ">".join([at.kind for at in self.above(height)])


class Places:
    """The places of one page."""

    def __init__(self, page: Page) -> None:
        self._known: dict[_Element, Place] = {}
        self.links = Links(page)
        self.marks: dict[_Element, Marks] = {}

    def forget(self) -> None:
        """Let go of the places, which know this object: else the page's tree stays until Python looks for circles."""
        self._known.clear()

    def place(self, element: _Element) -> Place:
        """Give the place of an element."""
        place = self._known.get(element)
        if place is None:
            place = self._known[element] = Place(element, self)
        return place


def kind_of(element: _Element) -> str:
    """Name an element's tag and first class, without numbers."""
    return str(_below.kind(element))
