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
from scraper.extraction import trees
from scraper.extraction.compiled import fastest
from scraper.extraction.trees import Judge, Layout

Model = tuple[float, Judge]

_ALL = 1e9
"""Log-odds that no number reaches: every tree is asked."""


def probabilities(rows: Sequence[Evidence]) -> list[float]:
    """Give a probability for each row of evidence."""
    if not rows:
        return []
    start, judge = model()
    return [1 / (1 + math.exp(-start - judge(row))) for row in rows]


@cache
def model() -> Model:
    """Give the log-odds to start from, and the trees."""
    return built(json.loads((files(__package__) / "judge.json").read_text("utf-8")))


def built(table: dict[str, Any]) -> Model:
    """Make the trees of a table ready to be asked."""
    layout = Layout({name: place for place, name in enumerate(FEATURES)}, {}, width=len(FEATURES))
    trees_of = [_nested(tree, 0) for tree in table["trees"]]
    return table["start"], fastest(trees).compiled(trees_of, layout, _ALL)


def _nested(tree: list[list[Any]], place: int) -> list[Any]:
    node = tree[place]
    return node if len(node) == 1 else [node[0], node[1], _nested(tree, node[2]), _nested(tree, node[3])]
