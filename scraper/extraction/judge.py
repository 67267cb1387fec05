"""How likely a block belongs to the article: shallow trees over its evidence, as a table that was learned.

``judge.json`` is written by ``benchmarks/train_judge.py``. A tree is a list of nodes, the root first: ``[feature,
threshold, left, right]`` goes left where the number is at most the threshold, ``[value]`` is a leaf.
"""

import json
import math
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from scraper.extraction.evidence import FEATURES, NUMBERS, SIGNS, Values

ROUND = 15
"""Trees that are asked before it is looked whether more are needed."""

CLEAR = 3.5
"""Log-odds beyond which the other trees are not asked: three in a hundred."""


def probabilities(rows: Sequence[Values]) -> list[float]:
    """Give a probability for each row of evidence."""
    judge = model()
    return [_probability(row, judge) for row in rows]


def _probability(row: Values, judge: "Judge") -> float:
    start, signs, rounds = judge
    values = [*row[: len(NUMBERS)], *[int(row[place]) & bit for place, bit in signs]]
    score = start
    for trees in rounds:
        for tree in trees:
            node = tree
            while node.__class__ is tuple:
                node = node[0] if values[node[2]] <= node[3] else node[1]
            score += node
        if abs(score) > CLEAR:
            break
    return 1 / (1 + math.exp(-score))


Judge = tuple[float, list[tuple[int, int]], list[list[Any]]]


@cache
def model() -> Judge:
    """Give the start value, the signs that are asked for, and the trees in rounds.

    A node is ``(left, right, place, threshold)``; a leaf is a number.
    """
    table = json.loads((files(__package__) / "judge.json").read_text("utf-8"))
    asked = {node[0] for tree in table["trees"] for node in tree if len(node) > 1}
    used = [name for name in FEATURES if name in SIGNS and name in asked]
    places = {name: place for place, name in enumerate([*NUMBERS, *used])}
    trees = [_nested(tree, 0, places) for tree in table["trees"]]
    rounds = [trees[start : start + ROUND] for start in range(0, len(trees), ROUND)]
    return table["start"], [SIGNS[name] for name in used], rounds


def _nested(tree: list[list[Any]], place: int, places: dict[str, int]) -> Any:
    node = tree[place]
    if len(node) == 1:
        return node[0]
    threshold = node[1] if node[0] in NUMBERS else 0
    return _nested(tree, node[2], places), _nested(tree, node[3], places), places[node[0]], threshold
