"""What one article has and another has not, sentence by sentence."""

from dataclasses import dataclass
from enum import StrEnum

from scraper.revisions import BlockKind, Difference, Piece, Version, difference
from scraper.revisions.words import words
from scraper.stories.sentences import sentences


class Where(StrEnum):
    """Which of the two texts has a sentence."""

    FIRST = "first"
    SECOND = "second"
    BOTH = "both"
    """In other words: one sentence that was changed."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that the two texts do not have in common as it stands."""

    where: Where
    pieces: list[Piece]
    """What only the first text has is ``removed``, what only the second has is ``added``."""

    @property
    def first(self) -> str | None:
        """The sentence in the first text; None if it is not there."""
        return None if self.where is Where.SECOND else _text(self.pieces, without="added")

    @property
    def second(self) -> str | None:
        """The sentence in the second text; None if it is not there."""
        return None if self.where is Where.FIRST else _text(self.pieces, without="removed")

    @property
    def numbers(self) -> tuple[list[str], list[str]]:
        """The numbers that only the first, and that only the second wording has; of a sentence that both have."""
        if self.where is not Where.BOTH:
            return [], []
        mine, theirs = _numbers(self.first), _numbers(self.second)
        return [one for one in mine if one not in theirs], [one for one in theirs if one not in mine]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two articles side by side."""

    headline: list[Piece]
    sentences: list[Sentence]
    """In the order of the second text; what only the first has stands where it stood."""


def compare(first: Version, second: Version) -> Comparison:
    """Give what one text has and the other has not. A sentence that only moved, and noise, are left out."""
    found = difference(_by_sentence(first), _by_sentence(second))
    return Comparison(found.title, _sentences(found))


_WHERE = {BlockKind.REMOVED: Where.FIRST, BlockKind.ADDED: Where.SECOND}


def _sentences(found: Difference) -> list[Sentence]:
    return [
        Sentence(_WHERE.get(block.kind, Where.BOTH), block.pieces)
        for block in found.blocks
        if any(piece.kind != "same" for piece in block.pieces)
    ]


def _by_sentence(version: Version) -> Version:
    return Version(version.title, "\n\n".join(sentences(version.body)))


def _text(pieces: list[Piece], *, without: str) -> str:
    return "".join(piece.text for piece in pieces if piece.kind != without).strip()


def _numbers(text: str | None) -> list[str]:
    return [word for word in words(text or "") if any(letter.isdigit() for letter in word)]
