import json
import math
from importlib.resources import files
from typing import Any

import pytest
from lxml import etree

from scraper.extraction.context import CONTEXT, context
from scraper.extraction.evidence import FEATURES, FLAGS, NUMBERS, SIGNS, WHOLE, WIDTH, gathered
from scraper.extraction.judge import CLEAR, FAR_OUT, FIRST, SECOND, probabilities
from scraper.extraction.surroundings import Claims
from scraper.extraction.trees import ROUND, compiled
from scraper.extraction.walk import Walk

ORDER = (*NUMBERS, *(f"mask {number}" for number in range(WIDTH - len(NUMBERS))), *CONTEXT)
SAID = "<p>The ferry came back to the pier, said the mayor, and the passengers were told that it would stay.</p>"
DOUBTFUL = f"""
<article><h1>Ferry</h1>
<div class="intro"><p>What you need to know about the ferry, its pier and its passengers</p></div>
{SAID * 3}
<h2>At a glance</h2><ul><li>Two boats</li><li>Nine crossings a day, and one at night on Sundays</li></ul>
{SAID}
<div class="box"><p>A map of the crossings that the mayor spoke of can be had at the town hall from Monday.</p></div>
<p>Photo: the harbour</p><p><a href="/pier">The pier</a> and <a href="/boat">the boat</a>, at length</p></article>
<div class="more"><h3>More</h3><ul><li><a href="/1">A bridge was closed on Monday</a></li></ul></div>"""
TABLES = json.loads((files("scraper.extraction") / "judge.json").read_text("utf-8"))


def asked(tree: list[Any]) -> set[str]:
    return {tree[0]} | asked(tree[2]) | asked(tree[3]) if len(tree) > 1 else set()


def walked(tree: list[Any], values: dict[str, float]) -> float:
    while len(tree) > 1:
        tree = tree[2] if values[tree[0]] <= tree[1] else tree[3]
    return float(tree[0])


def test_only_known_evidence_is_asked_for() -> None:
    first, second = ({name for tree in trees for name in asked(tree)} for trees in TABLES)
    assert first <= set(FEATURES)
    assert second <= {*FEATURES, *CONTEXT}


def test_compiled_trees_say_what_the_table_says() -> None:
    row = [0.3 * place for place in range(WIDTH + len(CONTEXT))]
    row[len(NUMBERS) : WIDTH] = [0b1010101 << place for place in range(WIDTH - len(NUMBERS))]
    row = [int(value) if name in WHOLE else value for name, value in zip(ORDER, row, strict=True)]
    row = [place % 2 == 0 if name in FLAGS else row[place] for place, name in enumerate(ORDER)]
    values = dict(zip(ORDER, map(float, row), strict=True))
    values |= {name: float(bool(int(row[place]) & bit)) for name, (place, bit) in SIGNS.items()}
    for layout, trees in zip((FIRST, SECOND), TABLES, strict=True):
        judge = compiled(trees, layout, clear=1e9)
        assert abs(judge(row[: layout.width]) - sum(walked(tree, values) for tree in trees)) < 1e-9


def test_what_counts_is_the_mean_of_both_judges() -> None:
    judged = gathered(Walk(etree.fromstring(DOUBTFUL, etree.HTMLParser())).blocks, Claims(title="Ferry"), 9, 9)
    first, second = (compiled(trees, layout, CLEAR) for trees, layout in zip(TABLES, (FIRST, SECOND), strict=True))
    ones = [first(row) for row in judged.rows]
    around = context(judged.rows, ones, judged.containers)
    others = [second(row + more) for row, more in zip(judged.rows, around, strict=True)]
    means = [one if one < FAR_OUT else (one + other) / 2 for one, other in zip(ones, others, strict=True)]
    assert any(abs(one - other) > 0.5 for one, other in zip(ones, others, strict=True))
    assert probabilities(judged) == pytest.approx([1 / (1 + math.exp(-mean)) for mean in means])


def test_a_clear_case_asks_no_more_trees() -> None:
    judge = compiled([[1.0]] * (ROUND + 1), FIRST, clear=ROUND / 2)
    assert judge([0.0] * WIDTH) == ROUND


def test_numbers_are_of_the_kind_that_the_trees_are_compiled_for() -> None:
    page = "<article><h1>Ferry</h1>" + "<p>The ferry came back to the pier, said the mayor.</p>" * 3 + "</article>"
    for row in gathered(Walk(etree.fromstring(page, etree.HTMLParser())).blocks, Claims(title="Ferry"), 9, 9).rows:
        kinds = dict(zip(NUMBERS, map(type, row), strict=False))
        assert {name for name, kind in kinds.items() if kind is int} == WHOLE
        assert {name for name, kind in kinds.items() if kind is bool} == FLAGS
