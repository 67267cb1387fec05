"""The words of a text, and which of them changed."""

import re
from dataclasses import dataclass
from typing import Literal

from scraper.revisions.typography import folded

UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
"""Scripts that put no space between words: each of their letters is compared for itself."""

INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
"""Letters that show nothing: inside a word they do not part it."""

_TOKEN = re.compile(rf"[{UNSPACED}]|[^\W_{UNSPACED}]+(?:[.,:'’/{INVISIBLE}-][^\W_{UNSPACED}]+)*|\s+|.", re.DOTALL)
_WORD = re.compile(r"\w")
MOST_COMPARISONS = 200_000_000
"""Tokens times tokens; beyond, the part between the common beginning and the common end is one change."""

Kind = Literal["same", "removed", "added"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that stayed, went or came."""

    kind: Kind
    text: str


def words(text: str) -> list[str]:
    """Give the words of a text in one typography, without spaces and punctuation."""
    return [token for token in _TOKEN.findall(folded(text)) if _WORD.match(token)]


def word_difference(old: str, new: str) -> list[Piece]:
    """Give what stayed, went and came, word by word; what stayed is in the spelling of the new text."""
    before, after = _tokens(old), _tokens(new)
    same_before, same_after = [*map(_compared, before)], [*map(_compared, after)]
    pieces: list[Piece] = []
    for tag, start, end, from_, to in _opcodes(same_before, same_after):
        if tag == "equal":
            pieces.append(Piece("same", "".join(after[from_:to])))
            continue
        pieces += [Piece("removed", "".join(before[start:end]))] if end > start else []
        pieces += [Piece("added", "".join(after[from_:to]))] if to > from_ else []
    return _readable(pieces)


def count_words(pieces: list[Piece], kind: Kind) -> int:
    """Count the words of the pieces of a kind."""
    return sum(len(words(piece.text)) for piece in pieces if piece.kind == kind)


def _compared(token: str) -> str:
    """Give what a token is compared by: any white space is one, and what shows nothing is no space."""
    return " " if token.isspace() else folded(token)


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(text)


def _opcodes(old: list[str], new: list[str]) -> list[tuple[str, int, int, int, int]]:
    if len(old) * len(new) <= MOST_COMPARISONS:
        from rapidfuzz.distance import Indel  # noqa: PLC0415 - it brings numpy along where that is installed

        return [
            (code.tag, code.src_start, code.src_end, code.dest_start, code.dest_end) for code in Indel.opcodes(old, new)
        ]
    head = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    room = min(len(old), len(new)) - head
    tail = next((i for i in range(room) if old[-1 - i] != new[-1 - i]), room)
    end, to = len(old) - tail, len(new) - tail
    return [("equal", 0, head, 0, head), ("replace", head, end, head, to), ("equal", end, len(old), to, len(new))]


def _readable(pieces: list[Piece]) -> list[Piece]:
    """Join changes that only a space or a small word parts: nobody reads a change of every second word."""
    result: list[Piece] = []
    run: list[Piece] = []
    for place, piece in enumerate(pieces):
        is_bridge = piece.kind == "same" and bool(run) and place + 1 < len(pieces) and _is_slight(piece.text)
        if piece.kind != "same" or is_bridge:
            run.append(piece)
            continue
        result += _joined(run)
        run = []
        result += [piece] if piece.text else []
    return result + _joined(run)


def _is_slight(text: str) -> bool:
    return not _WORD.search(text)


def _joined(run: list[Piece]) -> list[Piece]:
    removed = "".join(piece.text for piece in run if piece.kind != "added")
    added = "".join(piece.text for piece in run if piece.kind != "removed")
    return ([Piece("removed", removed)] if removed else []) + ([Piece("added", added)] if added else [])
