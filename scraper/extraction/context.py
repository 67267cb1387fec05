"""What a first judgement of all blocks says about each of them: the second judge asks for it."""

from collections.abc import Sequence

from scraper.extraction.evidence import NUMBERS, Values

CONTEXT = (
    *("first_score score-2 score-1 score+1 score+2 score+3".split()),
    *("kept_before kept_after kept_here kept_in near_before".split()),
)
"""Names of the numbers, in their order."""

_OUT = -6.0
_FAR = 20
_SIZE = NUMBERS.index("size")


def context(rows: Sequence[Values], scores: Sequence[float], containers: Sequence[object]) -> list[Values]:
    """Give for each block the scores around it, and how much was kept before it, after it and in its container."""
    count = len(scores)
    kept = [score > 0 for score in scores]
    weights = [row[_SIZE] if is_kept else 0.0 for row, is_kept in zip(rows, kept, strict=True)]
    total = sum(weights) or 1.0
    inside: dict[object, list[float]] = {}
    for container, row, weight in zip(containers, rows, weights, strict=True):
        sums = inside.setdefault(container, [0.0, 0.0])
        sums[0] += row[_SIZE]
        sums[1] += weight
    since = _distances(kept)
    padded = [_OUT] * 2 + [max(_OUT, min(-_OUT, score)) for score in scores] + [_OUT] * 3
    found: list[Values] = []
    before = 0.0
    for index in range(count):
        here = containers[index]
        around = padded[index : index + 6]
        size, held = inside[here]
        found.append((
            around[2], around[0], around[1], around[3], around[4], around[5],
            before / total, (total - before - weights[index]) / total, held / size, held / total,
            since[index],
        ))  # fmt: skip
        before += weights[index]
    return found


def _distances(kept: Sequence[bool]) -> list[int]:
    """Give how many blocks ago one was kept, at most ``_FAR``."""
    found, distance = [], _FAR
    for is_kept in kept:
        found.append(distance)
        distance = 1 if is_kept else min(_FAR, distance + 1)
    return found
