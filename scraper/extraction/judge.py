"""How likely a block belongs to the article: shallow trees over its evidence, as a table that was learned.

``judge.json`` is written by ``benchmarks/train_judge.py``. It holds two judges: the first looks at each block by
itself, the second also knows what the first said of the blocks around it; what counts is the mean of both. A judge is
a list of trees, see `trees`.
"""

import json
import math
from functools import cache
from importlib.resources import files

from scraper.extraction import trees
from scraper.extraction.compiled import fastest, part
from scraper.extraction.context import CONTEXT, context
from scraper.extraction.evidence import FLAGS, NUMBERS, SIGNS, WHOLE, WIDTH, Judged
from scraper.extraction.trees import Judge, Layout

CLEAR = 4.0
"""Log-odds beyond which the other trees are not asked: two in a hundred."""

FAR_OUT = -3.0
"""Log-odds of a block that stays out whatever the second judge would say of it."""

_NUMBERS = {name: place for place, name in enumerate(NUMBERS)}
_AROUND = {name: WIDTH + place for place, name in enumerate(CONTEXT)}
FIRST = Layout(_NUMBERS, SIGNS, WHOLE, FLAGS, WIDTH)
SECOND = Layout(_NUMBERS | _AROUND, SIGNS, WHOLE, FLAGS, WIDTH + len(CONTEXT))
"""What the values of a block are, for the first judge and for the second."""


def probabilities(judged: Judged) -> list[float]:
    """Give for each block how likely it belongs to the article: in C where the evidence is of C."""
    first, second = model()
    values, compiled = getattr(judged.rows, "values", None), part("trees")
    if compiled and values is not None and isinstance(first, compiled.Judge):
        found: list[float] = compiled.probabilities(first, second, values, judged.containers)
        return found
    scores = [first(row) for row in judged.rows]
    around = context(judged.rows, scores, judged.containers)
    return [
        _logistic(score if score < FAR_OUT else (score + second(row + more)) / 2)
        for row, score, more in zip(judged.rows, scores, around, strict=True)
    ]


def _logistic(score: float) -> float:
    return 1 / (1 + math.exp(-score))


@cache
def model() -> tuple[Judge, Judge]:
    """Give both judges."""
    first, second = json.loads((files(__package__) / "judge.json").read_text("utf-8"))
    maker = fastest(trees)
    return maker.compiled(first, FIRST, CLEAR), maker.compiled(second, SECOND, CLEAR)
