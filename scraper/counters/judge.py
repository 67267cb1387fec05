"""How likely a number is the page's own counter: shallow trees over its evidence, as a table that was learned.

``judge.json`` is written by ``benchmarks/train_ownership.py``. A tree is a list of nodes, the root first: ``[feature,
threshold, left, right]`` goes left where the number is at most the threshold, ``[value]`` is a leaf.
"""

import json
import math
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from scraper.counters.evidence import FEATURES, Evidence

Judge = tuple[float, list[Any]]


def probabilities(rows: Sequence[Evidence]) -> list[float]:
    """Give a probability for each row of evidence."""
    if not rows:
        return []
    start, trees = model()
    return [_probability(row, start, trees) for row in rows]


def _probability(row: Evidence, start: float, trees: list[Any]) -> float:
    score = start
    for tree in trees:
        node = tree
        while node.__class__ is tuple:
            node = node[0] if row[node[2]] <= node[3] else node[1]
        score += node
    return 1 / (1 + math.exp(-score))


@cache
def model() -> Judge:
    """Give the start value and the trees. A node is ``(left, right, place, threshold)``; a leaf is a number."""
    return built(json.loads((files(__package__) / "judge.json").read_text("utf-8")))


def built(table: dict[str, Any]) -> Judge:
    """Make the trees of a table ready to be asked."""
    places = {name: place for place, name in enumerate(FEATURES)}
    return table["start"], [_nested(tree, 0, places) for tree in table["trees"]]


def _nested(tree: list[list[Any]], place: int, places: dict[str, int]) -> Any:
    node = tree[place]
    if len(node) == 1:
        return node[0]
    return _nested(tree, node[2], places), _nested(tree, node[3], places), places[node[0]], node[1]
