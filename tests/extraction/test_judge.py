import json
from importlib.resources import files
from typing import Any

from scraper.extraction.context import CONTEXT
from scraper.extraction.evidence import FEATURES, NUMBERS, SIGNS, WIDTH
from scraper.extraction.judge import CLEAR, model

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
    values = dict(zip(NUMBERS, row, strict=False)) | dict(zip(CONTEXT, row[WIDTH:], strict=True))
    values |= {name: float(bool(int(row[place]) & bit)) for name, (place, bit) in SIGNS.items()}
    for rounds, trees in zip(model(), TABLES, strict=True):
        assert abs(sum(part(row) for part in rounds) - sum(walked(tree, values) for tree in trees)) < 1e-9
    assert CLEAR > 0
