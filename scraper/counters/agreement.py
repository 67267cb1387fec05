"""Several places, one counter: equal values are witnesses of each other, different ones are disputed."""

from collections.abc import Iterable

from scraper.items import ShareCount

_WEAK = frozenset(("json-ld", "microdata", "inline-json"))
"""What nobody sees, and what plugins therefore get wrong unnoticed."""


def agreed(found: Iterable[ShareCount]) -> list[ShareCount]:
    """Merge places that state the same value; keep and mark those that contradict each other.

    The order is that of the page, but of a kind that is disputed what is visible comes first, then what is larger.
    """
    merged: dict[tuple[str, str, int], ShareCount] = {}
    for counter in found:
        first = merged.setdefault((counter.network, counter.action, counter.count), counter)
        if first is not counter:
            first.witnesses.append(counter.where)
            first.is_placeholder = first.is_placeholder and counter.is_placeholder
    counters = _ordered(list(merged.values()))
    for position, counter in enumerate(counters):
        counter.position = position
    return counters


def _ordered(counters: list[ShareCount]) -> list[ShareCount]:
    """Mark what is disputed, and give each kind's strongest value the place of its first."""
    kinds: dict[tuple[str, str], list[ShareCount]] = {}
    for counter in counters:
        kinds.setdefault((counter.network, counter.action), []).append(counter)
    for kind, of_kind in kinds.items():
        if len(of_kind) == 1 or kind == ("unknown", "unknown"):
            continue
        places = [counters.index(counter) for counter in of_kind]
        of_kind.sort(key=lambda counter: (counter.is_placeholder, counter.where in _WEAK, -counter.count))
        for place, counter in zip(places, of_kind, strict=True):
            counters[place] = counter
            counter.is_disputed = True
            counter.is_placeholder = counter.is_placeholder or (counter.count == 0 and counter.where in _WEAK)
    return counters
