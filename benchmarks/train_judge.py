"""Train the judge of the body on collections of pages with gold text; writes scraper/extraction/judge.json.

usage: python -m benchmarks.train_judge COLLECTION [COLLECTION ...] [--all]

A collection is a folder with gold.jsonl (``id``, ``url``, and ``body`` or the snippets ``with`` and ``without``) and
pages/<id>.html.gz. Pages are split by site: a third of the sites is not learned from (`benchmarks.split`), so that they
can be a test. ``--all`` learns from them too, as the table that is shipped has; what that is worth on other sites, only
`benchmarks.validate_judge` tells then. Needs the extra ``bench``.
"""

import argparse
import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np

from benchmarks.alignment import TOKEN, hinted, labelled
from benchmarks.split import is_unseen, site
from scraper.extraction import body
from scraper.extraction.blocks import Block
from scraper.extraction.context import CONTEXT, context
from scraper.extraction.evidence import FEATURES, Judged, evidence, expanded
from scraper.extraction.page import Page
from scraper.extraction.surroundings import Claims
from scraper.parsing import claims_of, described

FIRST = {"trees": 80, "num_leaves": 14, "learning_rate": 0.12}
"""The judge that sees a block by itself."""

SECOND = {"trees": 40, "num_leaves": 8, "learning_rate": 0.15}
"""The one that knows what the first said of the others; a larger one learns that too well."""

FOLDS = 5
HINT = 0.6
"""Weight of a block that a snippet speaks of, where a paragraph of a whole text has 1."""

LIGHT, SHARE = 0.15, 8
"""Weight of the shortest line, and how fast it rises with the share of the text."""

PAGE, PAGES = 20, 600
"""Weight of a page, and pages of a collection, that are left as they are."""

WAYS = {
    "objective": "binary", "min_data_in_leaf": 30, "feature_fraction": 0.4,
    "bagging_fraction": 0.7, "bagging_freq": 1, "lambda_l2": 1.0, "max_bin": 127, "verbose": -1, "num_threads": 1,
    "force_col_wise": True,
    "seed": 1, "deterministic": True,
}  # fmt: skip
TABLE = Path(body.__file__).with_name("judge.json")


@dataclass
class Example:
    """The blocks of one page as numbers, with their labels; a label that nobody knows is -1."""

    site: str
    fold: int
    judged: Judged
    values: Any
    labels: Any
    weights: Any
    around: Any = None


@dataclass(frozen=True)
class Seen:
    """A page with its gold, and what there is to learn from it."""

    gold: dict[str, Any]
    blocks: list[Block]
    claims: Claims
    example: Example


def main() -> None:
    """Learn and write the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("collections", nargs="+", type=Path)
    options.add_argument("--all", action="store_true")
    asked = options.parse_args()
    examples: list[Example] = []
    for folder in asked.collections:
        known = (seen for seen in pages(folder) if asked.all or not is_unseen(seen.gold))
        examples += balanced([seen.example for seen in known if seen.blocks])
    _learn(examples)
    blocks = sum(len(example.labels) for example in examples)
    print(f"{len(examples)} pages, {blocks} blocks")  # noqa: T201


def _learn(examples: list[Example]) -> None:
    for fold in range(FOLDS):
        judge = fitted([example for example in examples if example.fold != fold], FIRST)
        for example in examples:
            if example.fold == fold:
                example.around = around(example, scores(example, judge))
    first = fitted(examples, FIRST)
    for example in examples:
        example.values = np.hstack([example.values, example.around])
    second = fitted(examples, SECOND)
    _write([_table(first, FEATURES), _table(second, (*FEATURES, *CONTEXT))])


def pages(folder: Path) -> Iterator[Seen]:
    """Give the pages of a collection; some hold no text at all."""
    for line in (folder / "gold.jsonl").read_text("utf-8").strip().split("\n"):
        gold = json.loads(line)
        html = gzip.decompress((folder / "pages" / f"{gold['id']}.html.gz").read_bytes())
        page = Page(html, gold["url"] or "")
        claims = claims_of(page, described(page))
        judged = evidence(page.blocks, claims, body.BEFORE, body.AFTER) if page.blocks else Judged([], [], [], [])
        yield Seen(gold, page.blocks, claims, _example(judged, gold))


def balanced(examples: list[Example]) -> list[Example]:
    """Let a long page count more than a short one and a large collection more than a small one, by the square root.

    Else forums and catalogues of hundreds of blocks outvote news, and pages known by snippets alone say nothing.
    """
    for example in examples:
        total = example.weights[example.labels >= 0].sum()
        if total:
            example.weights = example.weights * (PAGE / total * PAGES / len(examples)) ** 0.5
    return examples


def _example(judged: Judged, gold: dict[str, Any]) -> Example:
    values = np.array([expanded(row) for row in judged.rows], dtype=np.float32).reshape(-1, len(FEATURES))
    name = site(gold["url"] or "") or gold["id"]
    fold = hashlib.sha256(f"f{name}".encode()).digest()[1] % FOLDS
    if "body" not in gold:
        labels = hinted(judged.blocks, gold)
        return Example(name, fold, judged, values, _numbers(labels), np.full(len(labels), HINT))
    deck = {" ".join(TOKEN.findall(text)) for text in gold.get("deck", [])}
    labels = [
        None if " ".join(TOKEN.findall(block.text)) in deck else is_in  # both readings of a deck are right
        for block, is_in in zip(judged.blocks, labelled(judged.blocks, gold["body"]), strict=True)
    ]
    total = len(gold["body"]) or 1
    weights = [min(1.0, LIGHT + block.size / total * SHARE) for block in judged.blocks]
    return Example(name, fold, judged, values, _numbers(labels), np.array(weights))


def _numbers(labels: Iterable[bool | None]) -> Any:
    return np.array([-1 if label is None else int(label) for label in labels])


def fitted(examples: list[Example], shape: dict[str, Any]) -> Any:
    """Fit trees to the blocks whose labels are known."""
    labels = np.concatenate([example.labels for example in examples])
    known = labels >= 0
    values = np.vstack([example.values for example in examples])[known]
    weights = np.concatenate([example.weights for example in examples])[known]
    ways = WAYS | shape
    return lightgbm.train(ways, lightgbm.Dataset(values, labels[known], weight=weights), ways.pop("trees"))


def scores(example: Example, judge: Any) -> Any:
    """Give the log-odds of each block."""
    return judge.predict(example.values, raw_score=True) if len(example.labels) else np.zeros(0)


def around(example: Example, first: Any) -> Any:
    """Give what the first scores say around each block: of a judge that has not learned from this site."""
    rows = context(example.judged.rows, first.tolist(), example.judged.containers)
    return np.array(rows, dtype=np.float32).reshape(-1, len(CONTEXT))


def _table(judge: Any, names: tuple[str, ...]) -> list[Any]:
    return [_plain(tree["tree_structure"], names) for tree in judge.dump_model()["tree_info"]]


def _plain(node: dict[str, Any], names: tuple[str, ...]) -> list[Any]:
    """Give the nodes below one as lists, itself first: `scraper.extraction.judge` says what they mean."""
    if "leaf_value" in node:
        return [round(node["leaf_value"], 4)]
    below = (_plain(node[side], names) for side in ("left_child", "right_child"))
    return [names[node["split_feature"]], round(node["threshold"], 4), *below]


def _write(tables: list[list[Any]]) -> None:
    """Write a line for each tree."""
    judges = ["[\n" + ",\n".join(json.dumps(tree) for tree in trees) + "\n]" for trees in tables]
    TABLE.write_text("[" + ", ".join(judges) + "]\n", "utf-8")


if __name__ == "__main__":
    main()
