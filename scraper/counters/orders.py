"""Where numbers stand among the elements of a page: asked only for pages with a number that means something."""

from collections.abc import Sequence

from lxml.etree import _Element

from scraper.counters.sighting import Sighting
from scraper.extraction import below
from scraper.extraction.below import Order
from scraper.extraction.compiled import fastest
from scraper.extraction.page import Page

_order = fastest(below).order

COUNTED = frozenset(
    "a abbr address article aside b big br button cite code data dd del div dl dt em fieldset figcaption figure font "
    "footer form h1 h2 h3 h4 h5 h6 header i img label legend li main mark nav ol p section small span strong strike "
    "summary sup svg td th time tt u ul var center nobr".split()
)
"""Elements that can hold a number."""


def ordered(page: Page, sightings: Sequence[Sighting]) -> Order:
    """Tell each of the numbers its order, and give that of headings and long paragraphs."""
    body = page.tree.find("body")
    wanted = [(sighting, _counted(sighting.at)) for sighting in sightings]
    asked = {at for _, at in wanted if at is not None}
    found: Order = _order(page.tree if body is None else body, COUNTED, asked)
    for sighting, at in wanted:
        sighting.order = 0 if at is None else found.known[at]
    return found


def _counted(element: _Element) -> _Element | None:
    """Give the element, or the nearest above it that can hold a number."""
    at: _Element | None = element
    while at is not None and at.tag not in COUNTED:
        at = at.getparent()
    return at
