"""How likely a block belongs to the article: shallow trees over its evidence, as a table that was learned.

``judge.json`` is written by ``benchmarks/train_judge.py``. It holds two judges: the first looks at each block by
itself, the second also knows what the first said of the blocks around it. A judge is a list of trees. A tree is
``[feature, threshold, left, right]``, which goes left where the number is at most the threshold, or a leaf:
``[value]``.
"""

import json
import math
from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, cast

from scraper.extraction.context import CONTEXT, context
from scraper.extraction.evidence import NUMBERS, SIGNS, WIDTH, Judged

ROUND = 20
"""Trees that are asked before it is looked whether more are needed."""

CLEAR = 4.0
"""Log-odds beyond which the other trees are not asked: two in a hundred."""

FAR_OUT = -3.0
"""Log-odds of a block that stays out whatever the second judge would say of it."""

Round = Callable[[Sequence[float]], float]
"""The sum of some trees, for the evidence of one block."""

_PLACES = {name: place for place, name in enumerate(NUMBERS)}
_PLACES |= {name: WIDTH + place for place, name in enumerate(CONTEXT)}


def probabilities(judged: Judged) -> list[float]:
    """Give for each block how likely it belongs to the article."""
    first, second = model()
    scores = [_score(row, first) for row in judged.rows]
    around = context(judged.rows, scores, judged.containers)
    return [
        _logistic(score if score < FAR_OUT else _score((*row, *more), second))
        for row, score, more in zip(judged.rows, scores, around, strict=True)
    ]


def _logistic(score: float) -> float:
    return 1 / (1 + math.exp(-score))


def _score(row: Sequence[float], judge: list[Round]) -> float:
    score = 0.0
    for trees in judge:
        score += trees(row)
        if not -CLEAR < score < CLEAR:
            break
    return score


@cache
def model() -> tuple[list[Round], list[Round]]:
    """Give the trees of both judges, in rounds."""
    first, second = json.loads((files(__package__) / "judge.json").read_text("utf-8"))
    return _rounds(first), _rounds(second)


def _rounds(trees: list[Any]) -> list[Round]:
    return [_compiled(trees[start : start + ROUND]) for start in range(0, len(trees), ROUND)]


def _compiled(trees: list[Any]) -> Round:
    """Make Python's own comparisons of the trees: walking through lists takes four times as long."""
    source = " + ".join(map(_expression, trees))
    return cast("Round", eval(f"lambda v: {source}"))  # noqa: S307 - numbers of the package's own table


def _expression(tree: list[Any]) -> str:
    if len(tree) == 1:
        return repr(float(tree[0]))
    name, threshold, left, right = tree
    if name in SIGNS:
        place, bit = SIGNS[name]
        return f"({_expression(right)} if v[{place}] & {bit} else {_expression(left)})"
    return f"({_expression(left)} if v[{_PLACES[name]}] <= {float(threshold)!r} else {_expression(right)})"
