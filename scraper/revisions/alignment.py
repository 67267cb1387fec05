"""Which paragraph of the new text is which of the old one."""

from bisect import bisect_left
from collections import defaultdict, deque
from dataclasses import dataclass

from scraper.revisions.typography import folded
from scraper.revisions.words import words

ALIKE = 0.5
"""Share of words in common from which two paragraphs are one that was edited."""

MOST_COMPARISONS = 400_000_000
"""Words times words. A hostile text of a million paragraphs gets no pairs of edited ones, and an answer in time."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One paragraph of the old text and what it became."""

    old: int
    new: int
    is_moved: bool = False


def aligned(old: list[str], new: list[str]) -> list[Pair]:
    """Pair the paragraphs of two texts, equal ones first, then edited ones; in the order of the old text.

    The most that keep their order stand still; the others have moved. What is in no pair was removed or added.
    """
    pairs = _equal(old, new)
    paired_old, paired_new = {pair[0] for pair in pairs}, {pair[1] for pair in pairs}
    pairs += _edited(
        {place: text for place, text in enumerate(old) if place not in paired_old},
        {place: text for place, text in enumerate(new) if place not in paired_new},
    )
    pairs.sort()
    still = _longest_rising([after for _, after in pairs])
    return [Pair(before, after, is_moved=index not in still) for index, (before, after) in enumerate(pairs)]


def _equal(old: list[str], new: list[str]) -> list[tuple[int, int]]:
    waiting: defaultdict[str, deque[int]] = defaultdict(deque)
    for place, text in enumerate(new):
        waiting[folded(text)].append(place)
    return [(place, waiting[key].popleft()) for place, text in enumerate(old) if waiting.get(key := folded(text))]


def _edited(old: dict[int, str], new: dict[int, str]) -> list[tuple[int, int]]:
    """Pair the paragraphs that have most in common, the most alike first."""
    before = {place: words(text) for place, text in old.items()}
    after = {place: words(text) for place, text in new.items()}
    if sum(map(len, before.values())) * sum(map(len, after.values())) > MOST_COMPARISONS:
        return []
    from rapidfuzz.distance import Indel  # noqa: PLC0415 - it brings numpy along where that is installed

    scored = [
        (Indel.normalized_similarity(mine, theirs, score_cutoff=ALIKE), -abs(left - right), left, right)
        for left, mine in before.items()
        for right, theirs in after.items()
    ]
    return _best([(left, right) for score, _, left, right in sorted(scored, reverse=True) if score >= ALIKE])


def _best(ranked: list[tuple[int, int]]) -> list[tuple[int, int]]:
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    chosen = []
    for left, right in ranked:
        if left not in taken_old and right not in taken_new:
            taken_old.add(left)
            taken_new.add(right)
            chosen.append((left, right))
    return chosen


def _longest_rising(places: list[int]) -> set[int]:
    """Give the indexes of a longest rising subsequence."""
    ends: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for index, place in enumerate(places):
        rank = bisect_left(ends, place)
        before.append(at[rank - 1] if rank else -1)
        ends[rank : rank + 1] = [place]
        at[rank : rank + 1] = [index]
    kept, index = set(), at[-1] if at else -1
    while index >= 0:
        kept.add(index)
        index = before[index]
    return kept
