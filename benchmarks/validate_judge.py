"""What the judge of the body is worth on sites that it has not learned from: each tenth judged after the other nine.

usage: python -m benchmarks.validate_judge COLLECTION [COLLECTION ...] [--folds N] [--seeds N]

Collections are those of `benchmarks.train_judge`; all their pages are learned from and scored, the third that is kept
for the end too. Prints text as `benchmarks.extraction` does, mean of the seeds, and how far confidence can be trusted.
"""

import argparse
import hashlib
import statistics
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.extraction import Reading, Tally, show_sure
from benchmarks.train_judge import FIRST, SECOND, Example, Seen, around, balanced, fitted, pages, scores
from scraper.extraction.body import chosen
from scraper.extraction.judge import FAR_OUT

Scores = list[Any]
"""The log-odds of the blocks of each page."""


def main() -> None:
    """Print a line for each collection, then the table of confidence."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("collections", nargs="+", type=Path)
    options.add_argument("--folds", type=int, default=10)
    options.add_argument("--seeds", type=int, default=2)
    asked = options.parse_args()
    seen = {folder.name: list(pages(folder)) for folder in asked.collections}
    for some in seen.values():
        balanced([one.example for one in some if one.blocks])
    rounds = [_tallied(seen, asked.folds, seed) for seed in range(1, asked.seeds + 1)]
    for name in seen:
        texts = [next(tallies[name].cells()) for tallies in rounds]
        numbers = [[float(number) for number in text.split(" / ")] for text in texts]
        print(name, *(f"{statistics.mean(column):.3f}" for column in zip(*numbers, strict=True)), *texts)
    show_sure(f"on other sites, {asked.folds} folds", [one for tallies in rounds for one in _sure(tallies)])


def _sure(tallies: dict[str, Tally]) -> list[tuple[float, bool]]:
    return [one for tally in tallies.values() for one in tally.sure]


def _tallied(seen: dict[str, list[Seen]], folds: int, seed: int) -> dict[str, Tally]:
    every = [one for some in seen.values() for one in some]
    judged = iter(_judged([one.example for one in every], folds, seed))
    tallies: dict[str, Tally] = {}
    for name, some in seen.items():
        tallies[name] = Tally()
        for one in some:
            sure = (1 / (1 + np.exp(-next(judged)))).tolist()
            read = chosen(one.example.judged, sure, one.blocks, one.claims)
            tallies[name].add_text(one.gold, Reading(read.text or "", read.confidence))
    return tallies


def _judged(examples: list[Example], folds: int, seed: int) -> Scores:
    """Judge twice, as `scraper.extraction.judge` does, each site by trees that have not learned from it."""
    first = _over_sites(examples, FIRST | {"seed": seed}, folds)
    own = [example.values for example in examples]
    for example, score in zip(examples, first, strict=True):
        example.values = np.hstack([example.values, around(example, score)])
    second = _over_sites(examples, SECOND | {"seed": seed}, folds)
    for example, values in zip(examples, own, strict=True):
        example.values = values
    return [np.where(one < FAR_OUT, one, (one + two) / 2) for one, two in zip(first, second, strict=True)]


def _over_sites(examples: list[Example], shape: dict[str, Any], folds: int) -> Scores:
    parts = [hashlib.sha256(f"v{example.site}".encode()).digest()[2] % folds for example in examples]
    found: Scores = [None] * len(examples)
    for part in range(folds):
        judge = fitted([example for example, own in zip(examples, parts, strict=True) if own != part], shape)
        for place, own in enumerate(parts):
            if own == part:
                found[place] = scores(examples[place], judge)
    return found


if __name__ == "__main__":
    main()
