"""Whose counter is it? Asked once for all numbers that text and attributes hold, whatever they count."""

from collections import Counter

from lxml.etree import _Element

from scraper.counters import judge
from scraper.counters.attributes import sightings
from scraper.counters.evidence import FEATURES, Evidence, Found, evidence
from scraper.counters.links import OTHER_PAGE
from scraper.counters.meaning import SIGNS, WIDGET, Meaning, meaning
from scraper.counters.metadata import stated_counts
from scraper.counters.orders import ordered
from scraper.counters.placeholders import is_placeholder
from scraper.counters.places import Places, kind_of
from scraper.counters.printed import printed
from scraper.counters.sighting import Sighting
from scraper.extraction.page import Page
from scraper.items import ShareCount

SURE = 0.6
"""Probability from which a number is taken for the page's own."""

SURE_OF_RARE = 0.75
"""The same for what few pages have: views, likes, favorites. Most of what looks like one is of something else."""

SURE_OF_ANOTHER = 0.8
"""The same for a second value of a kind: two bars that disagree are rare, lists are not."""

_NO_COUNTERS = frozenset(("follow", "other"))

_COMMON = frozenset(("comment", "share", "tweet"))
_KEPT = frozenset(("like", "favorite"))
_HEADLINE = 6
"""Words in a link that are a headline: ``13 tweets about the harbour``."""

_LINKED = 4
_DULL = 2
"""Numbers of one shape that meant nothing, after which the others of that shape are not asked: days of a calendar."""

_OF_NOBODY = frozenset(("site", "unknown"))
_ONLY_OWN_LINK, _VALUES, _BAR, _ITEM_LINK = map(
    FEATURES.index, ("is_only_own_link", "values_in_list", "bar", "item_link")
)


def candidates(page: Page) -> tuple[Found, Places]:
    """Give the numbers of a page that mean something, whosever they are."""
    places = Places(page)
    found: Found = []
    dull: Counter[str] = Counter()
    for sighting in [*printed(page), *sightings(page)]:
        shape = _shape(sighting.element) if sighting.phrase.action is None else ""
        if dull[shape] >= _DULL:
            continue
        said = meaning(sighting, places)
        if said and said.action not in _NO_COUNTERS and not _is_elsewhere(sighting, said, places):
            found.append((sighting, said))
        elif shape:
            dull[shape] += 1
    return found, places


def _shape(element: _Element) -> str:
    above = element.getparent()
    return f"{kind_of(element)} {'' if above is None else kind_of(above)}"


def _is_elsewhere(sighting: Sighting, said: Meaning, places: Places) -> bool:
    """Tell what needs no judge: words of another page's headline, lists of what a reader has kept."""
    link = places.place(sighting.element).link(_LINKED)
    if sighting.phrase.words > _HEADLINE and link == OTHER_PAGE:
        return True
    if (
        said.action == "comment"
        and said.source == SIGNS
        and any(at.tag == "form" for at in places.place(sighting.element).above(3))
    ):
        return True  # letters that are left to write
    return (
        said.action in _KEPT
        and said.source != WIDGET
        and (link == OTHER_PAGE or (said.action == "favorite" and sighting.phrase.number.value == 0))
    )


def own_counts(page: Page, metadata: list[ShareCount]) -> list[ShareCount]:
    """Give the counters that text and attributes state of the page itself, in page order.

    ``metadata`` is what the page says without printing it: a witness.
    """
    found, places = candidates(page)
    own = chosen(found, _likely(page, found, places, metadata), places) if found else []
    places.forget()
    return own


def _likely(page: Page, found: Found, places: Places, metadata: list[ShareCount]) -> list[float]:
    """Give for each number how likely it is the page's own."""
    orders = ordered(page, [sighting for sighting, _ in found])
    rows = evidence(found, places, orders, stated_counts(metadata))
    return [
        _ruled(row, said, chance) for row, chance, (_, said) in zip(rows, judge.probabilities(rows), found, strict=True)
    ]


def chosen(found: Found, likely: list[float], places: Places) -> list[ShareCount]:
    """Keep what is likely the page's own, and of each kind only one value but where others are nearly certain."""
    judged = [(one, chance) for one, chance in zip(found, likely, strict=True) if chance >= _needed(one[1])]
    best: dict[tuple[str, str], float] = {}
    for (_, said), chance in judged:
        kind = (said.network, said.action)
        best[kind] = max(chance, best.get(kind, 0))
    return [
        _made(sighting, said, places)
        for (sighting, said), chance in judged
        if chance >= min(SURE_OF_ANOTHER, best[said.network, said.action])
    ]


def _needed(said: Meaning) -> float:
    return SURE if said.action in _COMMON else SURE_OF_RARE


def _ruled(row: Evidence, said: Meaning, chance: float) -> float:
    """Overrule the judge where markup leaves no doubt, however few pages of the kind it has seen."""
    if row[_ONLY_OWN_LINK]:
        return max(chance, 0.95)
    if row[_BAR] and said.source == WIDGET and not row[_ITEM_LINK]:
        return max(chance, SURE)
    if said.source == WIDGET and said.network not in _OF_NOBODY and row[_VALUES] == 1 and not row[_ITEM_LINK]:
        return max(chance, SURE_OF_RARE)
    return chance


def _made(sighting: Sighting, said: Meaning, places: Places) -> ShareCount:
    count = sighting.phrase.number
    return ShareCount(
        network=said.network,
        action=said.action,
        count=count.value,
        raw=sighting.phrase.raw,
        is_rounded=count.is_rounded,
        is_placeholder=count.value == 0 and is_placeholder(places.place(sighting.element)),
        where=sighting.where,
    )
