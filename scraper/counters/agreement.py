"""Several places, one counter: equal values are witnesses of each other, different ones are disputed."""

from collections.abc import Iterable

from scraper.items import ShareCount


def agreed(found: Iterable[ShareCount]) -> list[ShareCount]:
    """Merge places that state the same value; keep and mark those that contradict each other."""
    merged: dict[tuple[str, str, int], ShareCount] = {}
    for counter in found:
        first = merged.setdefault((counter.network, counter.action, counter.count), counter)
        if first is not counter:
            first.witnesses.append(counter.where)
    for position, counter in enumerate(merged.values()):
        counter.position = position
    _mark_disputes(list(merged.values()))
    return list(merged.values())


def _mark_disputes(counters: list[ShareCount]) -> None:
    kinds = [(counter.network, counter.action) for counter in counters]
    for counter, kind in zip(counters, kinds, strict=True):
        counter.is_disputed = kinds.count(kind) > 1 and kind != ("unknown", "unknown")
