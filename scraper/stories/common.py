"""How much of their text two articles have in common."""

from dataclasses import dataclass
from itertools import pairwise

from scraper.stories.shingles import COMMON, LEAST, Words

COPY = 0.6
"""Share of the shorter text from which one is a copy of the other."""


@dataclass(frozen=True, slots=True)
class Common:
    """The text in common of two texts."""

    words: int
    """Words of the shorter text that stand in the longer one too, each in a run of `COMMON` or more."""

    of_shorter: float
    """The same as a share of the shorter text, from 0 to 1."""

    of_longer: float

    @property
    def is_copy(self) -> bool:
        """True if it is so much that it cannot be chance or a quotation."""
        return self.words >= LEAST * COPY and self.of_shorter >= COPY


def common(one: Words, other: Words) -> Common:
    """Measure what two texts have in common."""
    shorter, longer = sorted((one, other), key=len)
    known = set(longer.runs)
    found = [place for place, shingle in enumerate(shorter.runs) if shingle in known]
    covered = _covered(found, COMMON * shorter.step)
    words = covered // shorter.step
    return Common(words, words / max(1, len(shorter)), words / max(1, len(longer)))


def _covered(found: list[int], width: int) -> int:
    """Count the places that lie in a run that was found; each covers so many from its own on."""
    if not found:
        return 0
    return width + sum(min(width, after - before) for before, after in pairwise(found))
