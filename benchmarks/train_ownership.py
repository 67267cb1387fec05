"""Train the judge of counters on labelled pages, cross-validate it over sites; writes scraper/counters/judge.json.

usage: train_ownership.py GOLD.jsonl [--folds N] [--all]

Pages are read from pages/<collection>/<page>.html.gz beside the gold file. A third of the sites is never learned from
(`benchmarks.split`) but with ``--all``. ``--folds`` trains on all parts of the sites but one and prints what the whole
reader finds in that one, in turn; nothing is written then. Needs scikit-learn.
"""

import argparse
import gzip
import hashlib
import json
import math
import sys
from functools import partial
from pathlib import Path
from typing import Any

from sklearn.ensemble import GradientBoostingClassifier

from benchmarks.counters import Kind, Score, canonical, is_unseen_page, read
from scraper.counters import judge, ownership
from scraper.counters.evidence import FEATURES, Evidence, evidence
from scraper.counters.metadata import metadata_counts, stated_counts
from scraper.counters.orders import ordered
from scraper.extraction.page import Page

TREES, LEAVES, RATE, SMALLEST = 80, 8, 0.08, 6
ROWS = 3
"""Different numbers in one shape: a list, whose rows may have the page's own number by chance."""

TABLE = Path(judge.__file__).with_name("judge.json")
Example = tuple[Evidence, bool, float]


def examples(html: bytes, gold: dict[str, Any]) -> list[Example]:
    """Give evidence, truth and weight of every number of a page, but those that people read differently."""
    page = Page(html, gold["source_url_if_known"] or "")
    found, places = ownership.candidates(page)
    orders = ordered(page, [sighting for sighting, _ in found])
    rows = evidence(found, places, orders, stated_counts(metadata_counts(page)))
    printed = [one for one in gold["counters"] if is_printed(one)]
    sure = {(canonical(one)[1], one["count"]) for one in printed if not one.get("uncertain")}
    unsure = {(canonical(one)[1], one["count"]) for one in gold["counters"]} - sure
    counts = {count for _, count in sure}
    lists = FEATURES.index("repeated_deep")
    made: list[tuple[Evidence, Kind | None]] = []
    for row, (sighting, said) in zip(rows, found, strict=True):
        kind = canonical({"network": said.network, "action": said.action, "count": sighting.phrase.number.value})
        is_own = kind[1:] in sure
        if kind[1:] in unsure or (not is_own and kind[2] in counts and kind[2] > 9):  # noqa: PLR2004
            continue
        made.append((row, kind if is_own else None))
    alone = {kind[1:] for row, kind in made if kind and row[lists] < ROWS}
    return [
        (row, kind is not None, 1.0) for row, kind in made if not (kind and kind[1:] in alone and row[lists] >= ROWS)
    ]


def is_printed(counter: dict[str, Any]) -> bool:
    """Tell if text or an attribute has a labelled counter, not only the metadata."""
    return any(one.get("where") in ("text", "attribute") for one in [counter, *counter.get("also", [])])


def fitted(rows: list[Example]) -> dict[str, Any]:
    """Give the table of the trees."""
    trees = GradientBoostingClassifier(
        n_estimators=TREES, max_leaf_nodes=LEAVES, max_depth=None, learning_rate=RATE, subsample=0.7,
        min_samples_leaf=SMALLEST, max_features=0.2, random_state=2,
    )  # fmt: skip
    trees.fit([row for row, _, _ in rows], [own for _, own, _ in rows], [weight for _, _, weight in rows])
    prior = trees.init_.class_prior_[1]
    start = round(float(math.log(prior / (1 - prior))), 4)
    return {"start": start, "trees": [_plain(one[0].tree_) for one in trees.estimators_]}


def _plain(tree: Any) -> list[list[Any]]:
    return [
        [round(RATE * float(tree.value[node][0][0]), 4)]
        if tree.children_left[node] < 0
        else [
            FEATURES[tree.feature[node]],
            round(float(tree.threshold[node]), 4),
            int(tree.children_left[node]),
            int(tree.children_right[node]),
        ]
        for node in range(tree.node_count)
    ]


def write(table: dict[str, Any]) -> None:
    """Write the table as text, a tree a line."""
    lines = ",\n".join(json.dumps(tree) for tree in table["trees"])
    TABLE.write_text(f'{{"start": {table["start"]}, "trees": [\n{lines}\n]}}\n', "utf-8")


def fold(gold: dict[str, Any], folds: int) -> int:
    """Give the part that a page's site belongs to."""
    return hashlib.sha256(f"fold {gold.get('site') or gold['page']}".encode()).digest()[0] % folds


def main() -> None:
    """Learn and write, or cross-validate."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--errors", action="store_true")
    asked = parser.parse_args()
    golds = [json.loads(line) for line in asked.gold.read_text("utf-8").splitlines()]
    pages = asked.gold.parent / "pages"
    if not asked.all:
        golds = [gold for gold in golds if not is_unseen_page(gold)]
    htmls = [gzip.decompress((pages / gold["collection"] / f"{gold['page']}.html.gz").read_bytes()) for gold in golds]
    rows = [examples(html, gold) for html, gold in zip(htmls, golds, strict=True)]
    if not asked.folds:
        everything = [row for page in rows for row in page]
        write(fitted(everything))
        print(f"{len(everything)} numbers, {sum(own for _, own, _ in everything)} of them the page's own")
        return
    score = Score()
    for part in range(asked.folds):
        learned = [
            row for page, gold in zip(rows, golds, strict=True) if fold(gold, asked.folds) != part for row in page
        ]
        judge.model = partial(lambda model: model, judge.built(fitted(learned)))
        for html, gold in zip(htmls, golds, strict=True):
            if fold(gold, asked.folds) == part:
                score.add(gold, read(html, gold["source_url_if_known"] or ""), show=asked.errors)
    score.print(sys.stdout)


if __name__ == "__main__":
    main()
