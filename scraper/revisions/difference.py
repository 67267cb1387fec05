"""The difference between two versions of an article: words inside paragraphs, moved paragraphs recognised."""

from dataclasses import dataclass, field
from enum import StrEnum

from scraper.revisions.alignment import Pair, aligned
from scraper.revisions.noise import without_noise
from scraper.revisions.version import Version
from scraper.revisions.words import Piece, count_words, word_difference


class BlockKind(StrEnum):
    """What became of a paragraph."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, in the place where it stands in the new text or stood in the old one."""

    kind: BlockKind
    pieces: list[Piece]
    """What stayed, went and came in it; a moved paragraph may have changed too."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What was changed between two versions. Noise is in neither."""

    title: list[Piece]
    blocks: list[Block] = field(default_factory=list)

    @property
    def is_headline_changed(self) -> bool:
        """True if the headline is another."""
        return any(piece.kind != "same" for piece in self.title)

    @property
    def words_added(self) -> int:
        """Words of headline and text that came."""
        return sum(count_words(pieces, "added") for pieces in self._all_pieces())

    @property
    def words_removed(self) -> int:
        """Words of headline and text that went."""
        return sum(count_words(pieces, "removed") for pieces in self._all_pieces())

    def paragraphs(self, kind: BlockKind) -> int:
        """Count the paragraphs of a kind."""
        return sum(block.kind is kind for block in self.blocks)

    def _all_pieces(self) -> list[list[Piece]]:
        return [self.title, *(block.pieces for block in self.blocks)]


def difference(old: Version, new: Version) -> Difference:
    """Compare two versions."""
    before, after = without_noise(old.body), without_noise(new.body)
    return Difference(word_difference(old.title or "", new.title or ""), _blocks(before, after))


def _blocks(old: list[str], new: list[str]) -> list[Block]:
    """Follow the order of the new text; a removed paragraph stands behind the one that it stood behind."""
    pairs = aligned(old, new)
    by_new = {pair.new: pair for pair in pairs}
    by_old = {pair.old: pair for pair in pairs}
    blocks, place = [], 0
    for index, text in enumerate(new):
        pair = by_new.get(index)
        if pair is None:
            blocks.append(Block(BlockKind.ADDED, [Piece("added", text)]))
            continue
        while not pair.is_moved and place < pair.old:
            blocks += _removed(old[place], place in by_old)
            place += 1
        place = place if pair.is_moved else pair.old + 1
        blocks.append(_paired(pair, old[pair.old], text))
    for rest in range(place, len(old)):
        blocks += _removed(old[rest], rest in by_old)
    return blocks


def _removed(text: str, is_elsewhere: bool) -> list[Block]:  # noqa: FBT001 - said by the caller's own expression
    return [] if is_elsewhere else [Block(BlockKind.REMOVED, [Piece("removed", text)])]


def _paired(pair: Pair, old: str, new: str) -> Block:
    pieces = word_difference(old, new)
    if pair.is_moved:
        return Block(BlockKind.MOVED, pieces)
    is_changed = any(piece.kind != "same" for piece in pieces)
    return Block(BlockKind.CHANGED if is_changed else BlockKind.SAME, pieces)
