"""A difference as plain values, for JSON."""

from typing import Any

from scraper.revisions.difference import BlockKind, Difference
from scraper.revisions.words import Piece


def sizes(difference: Difference) -> dict[str, Any]:
    """Give how much changed: words, and paragraphs by what became of them."""
    counted = {f"paragraphs_{kind}": difference.paragraphs(kind) for kind in BlockKind}
    return {
        "headline_changed": difference.is_headline_changed,
        "words_added": difference.words_added,
        "words_removed": difference.words_removed,
    } | counted


def plain(difference: Difference) -> dict[str, Any]:
    """Give the whole difference: the headline, then each paragraph with its pieces."""
    blocks = [{"kind": block.kind.value, "pieces": _pieces(block.pieces)} for block in difference.blocks]
    return sizes(difference) | {"title": _pieces(difference.title), "blocks": blocks}


def _pieces(pieces: list[Piece]) -> list[dict[str, str]]:
    return [{"kind": piece.kind, "text": piece.text} for piece in pieces]
