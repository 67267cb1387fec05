"""Fit the votes of the title on collections of pages with gold titles; writes them into scraper/extraction/title.py.

usage: python -m benchmarks.train_title COLLECTION [COLLECTION ...] [--dry]

A collection is a folder with gold.jsonl (``id``, ``url``, ``title``) and pages/<id>.html.gz. Pages are split by site: a
third of the sites is never learned from (`benchmarks.split`). Among the candidates of a page the one that people took
for the title gets the largest share of the votes (a multinomial logistic regression, weights shrunk towards nothing,
each collection weighing the same). They are rounded to quarters. What is printed is the share of pages where the right
wording wins, by collection: with the votes that the package has, with the new ones on the pages that they have learned
from, and on sites that they have not learned from, in turn. ``--dry`` writes nothing. Needs the extra ``bench``.
"""

import argparse
import gzip
import hashlib
import json
import re
import statistics
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.scores import plain
from benchmarks.split import is_unseen, site
from scraper.extraction import title
from scraper.extraction.page import Page

FOLDS = 10
SHRINK = 0.001
"""How much a vote costs: keeps marks that few pages have from deciding much."""

ROUNDS, STEP = 4000, 0.5
GRAIN = 4
"""Votes are written as quarters: nobody can tell finer ones apart."""

MODULE = Path(title.__file__)
MARKS = tuple(title.VOTES)


@dataclass
class Example:
    """One page: a row of numbers for each candidate, which of them are right, and the page's collection and fold."""

    rows: Any
    right: Any
    collection: str
    fold: int


def main() -> None:
    """Fit, compare, and write the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("collections", nargs="+", type=Path)
    options.add_argument("--dry", action="store_true")
    chosen = options.parse_args()
    examples = [example for folder in chosen.collections for example in _examples(folder)]
    votes = _rounded(_fitted(examples))
    _report(examples, votes)
    if not chosen.dry:
        _write(votes)


def _examples(folder: Path) -> Iterator[Example]:
    for line in (folder / "gold.jsonl").read_text("utf-8").strip().split("\n"):
        gold = json.loads(line)
        if is_unseen(gold) or not gold.get("title"):
            continue
        html = gzip.decompress((folder / "pages" / f"{gold['id']}.html.gz").read_bytes())
        page = Page(html, gold.get("url") or "")
        found, slug = title.candidates(page), title.address_words(page.url)
        if not found:
            continue
        evidence = [title.evidence(words, found, slug) for words in found]
        name = site(gold.get("url") or "") or gold["id"]
        yield Example(
            np.array([[seen.get(mark, 0.0) for mark in MARKS] for seen in evidence]),
            np.array([_is_right(candidate, gold["title"]) for candidate in found.values()]),
            folder.name,
            hashlib.sha256(f"t{name}".encode()).digest()[0] % FOLDS,
        )


def _is_right(candidate: title.Candidate, gold: str) -> bool:
    """Tell if a wording is the gold title, but for white space and the kind of quotes."""
    return any(plain(text) == plain(gold) for text, _ in candidate.spellings)


def _fitted(examples: list[Example]) -> Any:
    """Give the votes under which the right candidates are the likeliest, by gradient ascent."""
    learned = [example for example in examples if example.right.any()]
    sizes = Counter(example.collection for example in learned)
    rows = np.concatenate([example.rows for example in learned])
    right = np.concatenate([example.right for example in learned])
    starts = np.cumsum([0, *(len(example.right) for example in learned[:-1])])
    counts = [len(example.right) for example in learned]
    weights = np.repeat([1 / sizes[example.collection] / len(sizes) for example in learned], counts)
    votes = np.zeros(len(MARKS))
    for _ in range(ROUNDS):
        likely = _shares(rows @ votes, starts, counts)
        wanted = np.where(right, likely, 0.0)
        wanted /= np.repeat(np.add.reduceat(wanted, starts), counts)
        votes += STEP * (rows.T @ (weights * (wanted - likely)) - SHRINK * votes)
    return votes


def _shares(scores: Any, starts: Any, counts: list[int]) -> Any:
    """Give each candidate's share among those of its page."""
    top = np.repeat(np.maximum.reduceat(scores, starts), counts)
    raised = np.exp(scores - top)
    return raised / np.repeat(np.add.reduceat(raised, starts), counts)


def _rounded(votes: Any) -> Any:
    """Scale the votes so that the largest counts 2, and round them."""
    return np.round(votes * 2 / np.abs(votes).max() * GRAIN) / GRAIN


def _report(examples: list[Example], votes: Any) -> None:
    before = np.array([title.VOTES[mark] for mark in MARKS])
    apart: dict[int, Any] = {
        fold: _rounded(_fitted([example for example in examples if example.fold != fold])) for fold in range(FOLDS)
    }
    print(
        "| titles | pages | as shipped | fitted | on sites not fitted on | any candidate |\n|---|---|---|---|---|---|"
    )
    for name in dict.fromkeys(example.collection for example in examples):
        own = [example for example in examples if example.collection == name]
        results = (
            [_wins(example, before) for example in own],
            [_wins(example, votes) for example in own],
            [_wins(example, apart[example.fold]) for example in own],
            [bool(example.right.any()) for example in own],
        )
        print(f"| {name} | {len(own)} | {' | '.join(f'{statistics.mean(result):.3f}' for result in results)} |")
    for mark, vote in zip(MARKS, votes, strict=True):
        print(f"{mark:8} {title.VOTES[mark]:5.2f} -> {vote:5.2f}")


def _wins(example: Example, votes: Any) -> bool:
    return bool(example.right[int(np.argmax(example.rows @ votes))])


def _write(votes: Any) -> None:
    """Put the votes into the table of the module; what is said about each of them stays."""
    text = MODULE.read_text("utf-8")
    for mark, vote in zip(MARKS, votes, strict=True):
        text = re.sub(rf'^(    "{mark}": )-?[\d.]+', rf"\g<1>{float(vote)}", text, flags=re.MULTILINE)
    MODULE.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
