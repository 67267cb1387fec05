"""Train the judge of the body on collections of pages with gold text; writes scraper/extraction/judge.json.

usage: train_judge.py COLLECTION [COLLECTION ...]

A collection is a folder with gold.jsonl (``id``, ``url``, ``body``) and pages/<id>.html.gz. Pages are split by site: a
third of the sites is never learned from (`benchmarks.split`). Needs scikit-learn.
"""

import gzip
import json
import math
import re
import sys
from pathlib import Path
from typing import Any

from sklearn.ensemble import GradientBoostingClassifier

from benchmarks.split import is_unseen
from scraper.extraction import body
from scraper.extraction.blocks import Block
from scraper.extraction.evidence import FEATURES, Values, evidence, expanded
from scraper.extraction.page import Page
from scraper.parsing import claims_of, described

TREES, LEAVES, RATE = 70, 12, 0.18
TOKEN = re.compile(r"\w+")
TABLE = Path(body.__file__).with_name("judge.json")


def main(folders: list[Path]) -> None:
    """Learn and write the table."""
    rows: list[Values] = []
    labels: list[bool] = []
    weights: list[float] = []
    for folder in folders:
        for line in (folder / "gold.jsonl").read_text("utf-8").strip().split("\n"):
            gold = json.loads(line)
            if is_unseen(gold):
                continue
            html = gzip.decompress((folder / "pages" / f"{gold['id']}.html.gz").read_bytes())
            judged = _judged(html, gold["url"] or "")
            texts = "\n".join([*gold.get("deck", []), gold["body"]])
            truth = labelled([block for block, _ in judged], gold["body"])
            deck = {" ".join(TOKEN.findall(text)) for text in gold.get("deck", [])}
            total = len(texts) or 1
            for (block, values), label in zip(judged, truth, strict=True):
                if " ".join(TOKEN.findall(block.text)) in deck:
                    continue  # both readings are right
                rows.append(values)
                labels.append(label)
                weights.append(min(1.0, 0.15 + block.size / total * 8))
    write(rows, labels, weights)


def _judged(html: bytes, url: str) -> list[tuple[Block, Values]]:
    page = Page(html, url)
    claims = claims_of(page, described(page))
    return evidence(page.blocks, claims, body.BEFORE, body.AFTER) if page.blocks else []


def labelled(blocks: list[Block], gold: str) -> list[bool]:
    """Tell which blocks are in the gold text, reading both in order."""
    tokens = TOKEN.findall(gold)
    text = f" {' '.join(tokens)} "
    lines = {" ".join(TOKEN.findall(line)) for line in gold.split("\n")}
    grams = {tuple(tokens[place : place + 4]) for place in range(len(tokens) - 3)}
    found, cursor = [], 0
    for block in blocks:
        words = TOKEN.findall(block.text)
        said = " ".join(words)
        place = text.find(f" {said} ", cursor) if words else -1
        if place < 0 and len(words) >= 12:  # noqa: PLR2004
            place = text.find(f" {said} ")
        is_in = place >= 0 and (len(words) >= 8 or said in lines or place - cursor <= 2)  # noqa: PLR2004
        if is_in:
            cursor = max(cursor, place + len(said) + 1) if place - cursor < 4000 else cursor  # noqa: PLR2004
        elif len(words) >= 8:  # noqa: PLR2004
            hits = sum(tuple(words[start : start + 4]) in grams for start in range(len(words) - 3))
            is_in = hits >= 0.6 * (len(words) - 3)
        found.append(is_in)
    return found


def write(rows: list[Values], labels: list[bool], weights: list[float]) -> None:
    """Fit the trees and write them as text."""
    trees = GradientBoostingClassifier(
        n_estimators=TREES, max_leaf_nodes=LEAVES, max_depth=None, learning_rate=RATE, subsample=0.7,
        min_samples_leaf=40, max_features=0.4, random_state=1,
    )  # fmt: skip
    trees.fit([expanded(row) for row in rows], labels, weights)
    prior = trees.init_.class_prior_[1]
    start = float(math.log(prior / (1 - prior)))
    table: dict[str, Any] = {"start": round(start, 4), "trees": [_plain(one[0].tree_) for one in trees.estimators_]}
    lines = ",\n".join(json.dumps(tree) for tree in table["trees"])
    TABLE.write_text(f'{{"start": {table["start"]}, "trees": [\n{lines}\n]}}\n', "utf-8")
    print(f"{len(rows)} blocks, {sum(labels)} of them text, {len(table['trees'])} trees")  # noqa: T201


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


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
