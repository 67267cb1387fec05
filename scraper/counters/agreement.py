"""Several places, one counter: equal values are witnesses of each other, different ones are disputed."""

from collections import Counter
from collections.abc import Iterable

from scraper.items import ShareCount

_MOST_OF_A_KIND = 2
"""Different numbers of one kind that a page may state about itself: a top and a bottom bar that disagree."""


def agreed(found: Iterable[ShareCount]) -> list[ShareCount]:
    """Merge places that state the same value; keep and mark those that contradict each other."""
    merged: dict[tuple[str, str, int], ShareCount] = {}
    for counter in found:
        first = merged.setdefault((counter.network, counter.action, counter.count), counter)
        if first is not counter:
            first.witnesses.append(counter.where)
    counters = _without_lists(list(merged.values()))
    for position, counter in enumerate(counters):
        counter.position = position
    _mark_disputes(counters)
    return counters


def _without_lists(counters: list[ShareCount]) -> list[ShareCount]:
    """Drop what a list of other things prints: a page has one number of comments, a list of teasers one a row.

    The first of them stays, since a page's own counter stands above the lists.
    """
    kinds = Counter((counter.network, counter.action) for counter in counters if counter.network != "unknown")
    kept: list[ShareCount] = []
    for counter in counters:
        kind = (counter.network, counter.action)
        is_first = all((other.network, other.action) != kind for other in kept)
        if kinds[kind] <= _MOST_OF_A_KIND or is_first:
            kept.append(counter)
    return kept


def _mark_disputes(counters: list[ShareCount]) -> None:
    kinds = [(counter.network, counter.action) for counter in counters]
    for counter, kind in zip(counters, kinds, strict=True):
        counter.is_disputed = kinds.count(kind) > 1 and kind != ("unknown", "unknown")
