"""How much of their text two articles have in common."""

from dataclasses import dataclass

from scraper.stories.shingles import LEAST, Words

COPY = 0.6
"""Share of the shorter text from which one is a copy of the other."""


@dataclass(frozen=True, slots=True)
class Common:
    """The text in common of two texts."""

    words: int
    """Words of the shorter text that stand in the longer one too, each in a run of three or more."""

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
    words = shorter.covered_by(longer) // shorter.step
    return Common(words, words / max(1, len(shorter)), words / max(1, len(longer)))
