"""The sampled shingles of each text, by which copies are looked up without a scan."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

from scraper.archive.tables import Tables
from scraper.stories.shingles import sample_size

MOST_ARTICLES = 64
"""Articles that are kept under one shingle. What more of them have is a phrase, or a story that is found anyway."""

FEW = 4
"""Articles under a shingle that is worth a look for itself alone."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article that may have text in common."""

    article: int
    shared: int
    """Sampled shingles in common."""

    expected: float
    """How many a copy would have in common on average, at least."""

    story: int | None

    @property
    def is_likely(self) -> bool:
        """Tell if a copy might have as few as that, by chance."""
        return self.shared >= self.expected - 2 * sqrt(self.expected)

    @property
    def rank(self) -> tuple[float, int]:
        """Give what the most likely are the first by."""
        return (-self.shared / self.expected, self.article)


@dataclass(frozen=True, slots=True)
class Found:
    """What a look-up gave."""

    candidates: list[Candidate]
    """The most likely first."""

    full: set[int]
    """Shingles under which no more articles are kept."""


class Shingles(Tables):
    """Some shingles of each text; which ones is decided by their hashes alone, so that copies have the same ones."""

    def look_up(self, sample: Sequence[int], words: int) -> Found:
        """Find the articles that have sampled shingles in common with a text of so many words."""
        rows = self._database.conn.execute(
            f"""
            SELECT s.hash, s.article, c.words, c.story FROM shingles s JOIN comparisons c ON c.article = s.article
            WHERE s.hash IN ({", ".join("?" * len(sample))})
            """,  # noqa: S608 - only marks
            sample,
        ).fetchall()
        kept = Counter(value for value, *_ in rows)
        shared = Counter(row[1:] for row in rows)
        rare = {article for value, article, *_ in rows if kept[value] <= FEW}
        found = [
            Candidate(article, count, expected(words, others), story)
            for (article, others, story), count in shared.items()
            if count > 1 or article in rare
        ]
        found.sort(key=lambda candidate: candidate.rank)
        return Found(found, {value for value, count in kept.items() if count >= MOST_ARTICLES})

    def keep(self, article: int, sample: Iterable[int]) -> None:
        """Let an article be found by some shingles from now on."""
        rows = [(value, article) for value in sample]
        self._database.conn.executemany("INSERT OR IGNORE INTO shingles (hash, article) VALUES (?, ?)", rows)

    def drop(self, article: int, sample: Iterable[int]) -> None:
        """Let an article be found by some shingles no more."""
        rows = [(value, article) for value in sample]
        self._database.conn.executemany("DELETE FROM shingles WHERE hash = ? AND article = ?", rows)


def expected(one: int, other: int) -> float:
    """Give how many sampled shingles a copy shares on average: a third of the shorter text's shingles are whole."""
    return min(one, other) / 3 * min(sample_size(one) / one, sample_size(other) / other)
