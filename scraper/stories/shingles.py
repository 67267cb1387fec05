"""Shingles: the runs of words of a text, as numbers, and the few of them by which copies of it are found.

The sample is a bottom-k sketch (Broder 1997): the smallest hashes of all shingles. Where two texts have shingles in
common, the smallest of these are in both samples, however many others stand around them. So a story that was cut to
half inside a longer one is found, which bands of MinHash values, made for texts of one length, would miss.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from math import isqrt
from typing import Self
from zlib import crc32

from scraper.extraction.compiled import part
from scraper.revisions.words import INVISIBLE, UNSPACED

SAMPLED = 5
"""Words a sampled shingle: longer ones are more telling, shorter ones survive more edits."""

COMMON = 3
"""Words in a row that two texts must have for them to be text in common."""

LEAST = 30
"""Words that a text must have to be compared."""

LONGEST = 200_000
"""Characters of a text that are looked at: what goes on beyond is no news article."""

LARGEST_SAMPLE = 32

_FOREIGN_GAP = re.compile(r"[^\w\x00-\x7f]")
_ASCII_GAPS = bytes(at for at in range(128) if not re.match(r"\w", chr(at)))
_GAPS = bytes.maketrans(_ASCII_GAPS, b" " * len(_ASCII_GAPS))
"""Makes each ASCII letter of UTF-8 that is of no word a space: half the time of searching for words."""

_LETTER = re.compile(rf"[{UNSPACED}]")
_INVISIBLE = re.compile(rf"[{INVISIBLE}]")
_SPECIAL = re.compile(rf"[{UNSPACED}{INVISIBLE}]")


@dataclass(frozen=True)
class Words:
    """The words of a text in one spelling; of a script without spaces the letters, two to a word."""

    text: bytes
    """The words, or letters, without anything between them."""

    edges: list[int]
    """Where each begins, and where the last one ends."""

    step: int
    """1, or 2 where letters make the words."""

    def __len__(self) -> int:
        """Count the words."""
        return (len(self.edges) - 1) // self.step

    def shingles(self, span: int) -> list[int]:
        """Hash each run of so many words to 31 bits, in the order of the text."""
        text, edges = self.text, self.edges
        return [crc32(text[start:end]) >> 1 for start, end in zip(edges, edges[span * self.step :], strict=False)]

    @cached_property
    def runs(self) -> list[int]:
        """The shingles by which text in common is measured."""
        return self.shingles(COMMON)

    def covered_by(self, other: Self) -> int:
        """Count the words, or letters, that stand in another text too, each in a run of `COMMON` words or more."""
        known, width = set(other.runs), COMMON * self.step
        found = [place for place, shingle in enumerate(self.runs) if shingle in known]
        return width + sum(min(width, after - before) for before, after in pairwise(found)) if found else 0

    def sample(self) -> list[int]:
        """Give the smallest hashes, about as many as the square root of the words; none of a text that is too short.

        A longer text gets more, since a cut copy of it has to be found by those that it kept.
        """
        size, shingles = sample_size(len(self)), self.shingles(SAMPLED)
        limit = (3 * size << 31) // max(1, len(shingles))  # the smallest lie below; sorting all takes as long again
        low = {shingle for shingle in shingles if shingle < limit}
        return sorted(low if len(low) >= size else set(shingles))[:size]


@dataclass(frozen=True, slots=True)
class Sketch:
    """What copies of a text are looked up by, without its words."""

    words: int
    sample: tuple[int, ...]
    """As `Words.sample`."""


def sketch_of(text: str | None) -> Sketch:
    """Give the sketch of a text: two thirds of the work of comparing it, which needs no other text."""
    words = words_of(text)
    return Sketch(len(words), tuple(words.sample()))


def sample_size(words: int) -> int:
    """Give how many hashes stand for a text of so many words."""
    return min(isqrt(3 * words // 2), LARGEST_SAMPLE) if words >= LEAST else 0


def words_of(text: str | None) -> Words:
    """Take a text apart. Case, punctuation, white space and where paragraphs end do not count."""
    if compiled := part("shingles"):
        words: Words = compiled.Words(text or "")
        return words
    return taken_apart(text or "")


def taken_apart(text: str) -> Words:
    """Give the words of a text as `words_of` does, in plain Python."""
    apart, letters = spelt(text[:LONGEST])
    words = apart.split()
    edges = list(accumulate(map(len, words), initial=0))
    return Words(b"".join(words), edges, 2 if 2 * letters > len(words) else 1)


def spelt(text: str) -> tuple[bytes, int]:
    """Give a text in one spelling, with spaces for what is of no word, and how many letters are words for themselves.

    Each letter is spelt the same whatever stands around it.
    """
    plain, letters = text.casefold(), 0
    if _SPECIAL.search(plain):
        plain, letters = _LETTER.subn(r" \g<0> ", _INVISIBLE.sub("", plain))
    apart = plain if plain.isascii() else _FOREIGN_GAP.sub(" ", plain)
    return apart.encode("utf-8", "replace").translate(_GAPS), letters
