"""How well copies of a text are found, what it costs, and how much the archive grows by it.

``python benchmarks/copies.py --documents 20000`` invents news stories and what other sites make of them: copies with
edited sentences, copies that were cut, two stories merged into one page, sentences added, texts mostly written anew,
and other stories that share only quotations. A tenth is in a script without spaces. Each word knows where it was
written first, so that the true share of text in common is known without any of the methods that are measured.
"""

import argparse
import random
import sqlite3
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import accumulate, combinations, count
from pathlib import Path
from typing import Any

from scraper.archive import Archive, open_archive
from scraper.archive.copies import Copies
from scraper.items import Article

START = datetime(2026, 3, 1, tzinfo=UTC)
COPY = 0.6
Sentence = list[tuple[str, int]]
"""Words, each with the number of the place where it was written first."""


@dataclass
class Document:
    """A page that some site printed."""

    sentences: list[Sentence]
    how: str
    is_spaced: bool
    ids: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.ids = {number for sentence in self.sentences for _, number in sentence}

    def body(self) -> str:
        """Give the text, three sentences a paragraph."""
        space, stop = (" ", ". ") if self.is_spaced else ("", "。")
        lines = [space.join(word for word, _ in sentence) + stop for sentence in self.sentences]
        return "\n\n".join("".join(lines[at : at + 3]) for at in range(0, len(lines), 3))


class Writer:
    """Writes sentences with the frequencies of a language: few words come often, and so do whole phrases."""

    def __init__(self, luck: random.Random, alphabet: str, lengths: tuple[int, int]) -> None:
        self._luck = luck
        self._words = ["".join(luck.choices(alphabet, k=luck.randint(*lengths))) for _ in range(30_000)]
        self._weights = list(accumulate(1 / (place + 2.7) for place in range(len(self._words))))
        self._phrases = [self._some(luck.randint(4, 9)) for _ in range(1500)]
        self._numbers = count(luck.randrange(1 << 40))

    def _some(self, number: int) -> list[str]:
        return self._luck.choices(self._words, cum_weights=self._weights, k=number)

    def word(self) -> tuple[str, int]:
        """Write one word."""
        return self._some(1)[0], next(self._numbers)

    def sentence(self) -> Sentence:
        """Write one sentence; every third has a phrase that other texts have too."""
        words = self._some(self._luck.randint(8, 30))
        if self._luck.random() < 1 / 3:
            at = self._luck.randrange(len(words))
            words[at:at] = self._luck.choice(self._phrases)
        return [(word, next(self._numbers)) for word in words]

    def story(self, low: int = 8, high: int = 60) -> list[Sentence]:
        """Write a story of some hundred words."""
        size = min(high, max(low, round(self._luck.lognormvariate(3.1, 0.5))))
        return [self.sentence() for _ in range(size)]


def edited(story: list[Sentence], writer: Writer, luck: random.Random) -> list[Sentence]:
    """Change up to three words in some of the sentences."""
    share, result = luck.uniform(0.1, 0.9), []
    for sentence in story:
        words = list(sentence)
        for _ in range(luck.randint(1, 3) if luck.random() < share else 0):
            at = luck.randrange(len(words))
            words[at : at + luck.randint(0, 1)] = [writer.word()] * luck.randint(0, 1) or [writer.word()]
        result.append(words)
    return result


def cut(story: list[Sentence], _: Writer, luck: random.Random) -> list[Sentence]:
    """Keep the beginning, or some sentences, at least a quarter."""
    kept = max(3, round(len(story) * luck.uniform(0.25, 0.9)))
    if luck.random() < 0.5:  # noqa: PLR2004 - one of two ways
        return story[:kept]
    return [story[place] for place in sorted(luck.sample(range(len(story)), min(kept, len(story))))]


def extended(story: list[Sentence], writer: Writer, luck: random.Random) -> list[Sentence]:
    """Put own sentences between those of the story, up to as many again."""
    result = list(story)
    for _ in range(round(len(story) * luck.uniform(0.1, 1))):
        result.insert(luck.randint(0, len(result)), writer.sentence())
    return result


def merged(story: list[Sentence], writer: Writer, luck: random.Random) -> list[Sentence]:
    """Put another story before or after this one."""
    other = writer.story()
    return story + other if luck.random() < 0.5 else other + story  # noqa: PLR2004 - before or after


def rewritten(story: list[Sentence], writer: Writer, luck: random.Random) -> list[Sentence]:
    """Keep less than 55 % of the sentences and write the others anew: no copy."""
    kept = luck.uniform(0.05, 0.55)
    return [sentence if luck.random() < kept else writer.sentence() for sentence in story]


def reworked(story: list[Sentence], writer: Writer, luck: random.Random) -> list[Sentence]:
    """Do two or three of the things that desks do to a story."""
    for change in luck.sample([edited, cut, extended], luck.randint(2, 3)):
        story = change(story, writer, luck)
    return story


def quoting(story: list[Sentence], writer: Writer, luck: random.Random) -> list[Sentence]:
    """Write another story about the same thing, with a few of the same quotations."""
    other = writer.story()
    for quotation in luck.sample(story, min(len(story), luck.randint(1, 3))):
        other.insert(luck.randint(0, len(other)), quotation)
    return other


Change = Callable[[list[Sentence], Writer, random.Random], list[Sentence]]
CHANGES: tuple[Change, ...] = (edited, cut, extended, merged, rewritten, reworked, quoting)


def documents(number: int, luck: random.Random) -> list[Document]:
    """Invent so many: a third stand alone, the others are of families of two to six."""
    spaced = Writer(luck, "eeeaaoiutnrshldcmgpbfk", (2, 11))
    unspaced = Writer(luck, "".join(map(chr, range(0x4E00, 0x4E00 + 1200))), (1, 3))
    made: list[Document] = []
    while len(made) < number:
        is_spaced = luck.random() < 0.9  # noqa: PLR2004 - a tenth has no spaces
        writer = spaced if is_spaced else unspaced
        story = writer.story()
        made.append(Document(story, "written", is_spaced))
        for _ in range(luck.randint(1, 5) if luck.random() < 0.4 else 0):  # noqa: PLR2004 - as said above
            change = luck.choice(CHANGES)
            made.append(Document(change(story, writer, luck), change.__name__, is_spaced))
    luck.shuffle(made)
    return made[:number]


def true_shares(made: list[Document]) -> dict[tuple[int, int], float]:
    """Give the share of the shorter text in common, of every pair that has any; documents count from 1."""
    holders: defaultdict[int, list[int]] = defaultdict(list)
    for place, document in enumerate(made, 1):
        for number in document.ids:
            holders[number].append(place)
    related = {pair for places in holders.values() if len(places) > 1 for pair in combinations(places, 2)}
    shares = {}
    for one, other in related:
        mine, theirs = made[one - 1].ids, made[other - 1].ids
        shares[one, other] = len(mine & theirs) / min(len(mine), len(theirs))
    return shares


def store(archive: Archive, made: list[Document]) -> tuple[float, float]:
    """Archive all of them; give the CPU milliseconds a document, and those of them that comparing took."""
    bodies, add, spent = [document.body() for document in made], Copies.add, [0.0]

    def timed(*arguments: Any) -> None:
        begun = time.process_time()
        add(*arguments)
        spent[0] += time.process_time() - begun

    started = time.process_time()
    with patched(Copies, "add", timed):
        for number, body in enumerate(bodies, 1):
            url = f"https://site{number % 97}.example/{number}"
            with archive.transaction():
                at = START + timedelta(minutes=number)
                archive.articles.save(Article(url=url, title=f"Story {number}", body=body), at)
    whole = time.process_time() - started
    return whole / len(made) * 1000, spent[0] / len(made) * 1000


@contextmanager
def patched(owner: type, name: str, method: Callable[..., None]) -> Iterator[None]:
    """Measure a method where it is called by others."""
    own = getattr(owner, name)
    setattr(owner, name, method)
    try:
        yield
    finally:
        setattr(owner, name, own)


def bytes_a_document(path: Path, documents_stored: int) -> float:
    """Give what the tables and indexes for it take of the file."""
    with closing(sqlite3.connect(path)) as connection:
        (size,) = connection.execute(
            "SELECT sum(pgsize) FROM dbstat WHERE name = 'shingles' OR name LIKE 'comparisons%'"
        ).fetchone()
    return float(size) / documents_stored


def found_pairs(archive: Archive, number: int) -> set[tuple[int, int]]:
    """Ask for the copies of each article, as ``morgue copies`` does."""
    pairs = set()
    for one in range(1, number + 1):
        row = archive.articles.find(str(one))
        assert row
        pairs |= {(min(one, copy["article"]), max(one, copy["article"])) for copy in archive.copies.of(row)}
    return pairs


def story_pairs(path: Path) -> set[tuple[int, int]]:
    """Give the pairs that were put into one story as they came in."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(
            "SELECT a.article, b.article FROM comparisons a JOIN comparisons b ON b.story = a.story"
            " AND b.article > a.article"
        )
        return set(rows)


def tell(name: str, found: set[tuple[int, int]], true: dict[tuple[int, int], float]) -> None:
    """Print recall and precision of some pairs."""
    copies = {pair for pair, share in true.items() if share >= COPY}
    right = len(found & copies)
    nearly = sum(true.get(pair, 0) >= COPY - 0.05 for pair in found)
    print(
        f"{name:24} recall {right / len(copies):.4f}  precision {right / len(found):.4f}"
        f"  (with more than 55 % in common {nearly / len(found):.4f})"
    )


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    made = documents(asked.documents, random.Random(asked.seed))
    true = true_shares(made)
    copies = sum(share >= COPY for share in true.values())
    print(
        f"{len(made)} documents, {statistics.mean(len(document.ids) for document in made):.0f} words on average; "
        f"{len(true)} pairs have text in common, {copies} of them {COPY:.0%} of the shorter or more"
    )
    with tempfile.TemporaryDirectory() as folder, open_archive(folder, create=True) as archive:
        whole, spent = store(archive, made)
        print(f"{spent:.2f} CPU ms a document to compare it, {whole - spent:.2f} for all else that storing takes")
        print(f"{bytes_a_document(archive.path, len(made)):.0f} bytes a document")
        tell("pairs, by asking", found_pairs(archive, len(made)), true)
        tell("pairs of one story", story_pairs(archive.path), true)


if __name__ == "__main__":
    main()
