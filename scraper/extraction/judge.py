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

from scraper.extraction.evidence import NUMBERS, SIGNS, Values

NUMBER = 4
"""Length of a node that compares a number; one that asks for a sign is a place longer."""


def probabilities(rows: Sequence[Values]) -> list[float]:
    """Give a probability for each row of evidence."""
    start, trees = model()
    found = []
    for row in rows:
        score = start
        for node in trees:
            while (asked := len(node)) > 1:
                value = row[node[2]]
                is_right = value > node[3] if asked == NUMBER else int(value) & node[3]
                node = node[1] if is_right else node[0]  # noqa: PLW2901 - the walk down the tree
            score += node[0]
        found.append(1 / (1 + math.exp(-max(-30.0, min(30.0, score)))))
    return found


@cache
def model() -> tuple[float, list[tuple[Any, ...]]]:
    """Give the start value and the trees: nodes ``(left, right, place, threshold)``, leaves ``(value,)``."""
    table = json.loads((files(__package__) / "judge.json").read_text("utf-8"))
    return table["start"], [_nested(tree, 0) for tree in table["trees"]]


def _nested(tree: list[list[Any]], place: int) -> tuple[Any, ...]:
    node = tree[place]
    if len(node) == 1:
        return (node[0],)
    left, right = _nested(tree, node[2]), _nested(tree, node[3])
    if node[0] in SIGNS:
        return (left, right, *SIGNS[node[0]], "sign")
    return left, right, NUMBERS.index(node[0]), node[1]
