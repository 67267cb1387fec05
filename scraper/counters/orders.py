"""Where numbers stand among the elements of a page: asked only for pages with a number that means something."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml.etree import _Element

from scraper.counters.sighting import Sighting
from scraper.extraction.page import Page

COUNTED = frozenset(
    "a abbr address article aside b big br button cite code data dd del div dl dt em fieldset figcaption figure font "
    "footer form h1 h2 h3 h4 h5 h6 header i img label legend li main mark nav ol p section small span strong strike "
    "summary sup svg td th time tt u ul var center nobr".split()
)
"""Elements that can hold a number."""

_PARAGRAPH = 120
"""Characters. A longer text in a ``<p>`` is one of the article's paragraphs, or of a teaser's."""


@dataclass(slots=True)
class Orders:
    """What one pass over the elements that can hold a number found; an order is how many of them begin before."""

    headings: list[tuple[int, _Element]] = field(default_factory=list)
    paragraphs: list[int] = field(default_factory=list)
    """Orders of long paragraphs."""

    size: int = 0
    """How many elements can hold a number."""


def ordered(page: Page, sightings: Sequence[Sighting]) -> Orders:
    """Tell each of the numbers its order."""
    orders, body = Orders(), page.tree.find("body")
    wanted = {sighting: _counted(sighting.at) for sighting in sightings}
    known = dict.fromkeys(wanted.values(), 0)
    elements = [one for one in (page.tree if body is None else body).iter() if one.tag in COUNTED]
    for order, element in enumerate(elements):
        if element in known:
            known[element] = order
        if element.tag == "h1":
            orders.headings.append((order, element))
        elif element.tag == "p" and _is_long(element.text):
            orders.paragraphs.append(order)
    orders.size = len(elements)
    for sighting, at in wanted.items():
        sighting.order = known[at]
    return orders


def _counted(element: _Element) -> _Element | None:
    """Give the element, or the nearest above it that can hold a number."""
    at: _Element | None = element
    while at is not None and at.tag not in COUNTED:
        at = at.getparent()
    return at


def _is_long(text: str | None) -> bool:
    return text is not None and len(text) > _PARAGRAPH and not text.isspace()
