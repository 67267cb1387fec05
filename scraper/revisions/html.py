"""A difference as a page of HTML that needs nothing else, and in which no archived text can do anything."""

from html import escape

from scraper.revisions.difference import BlockKind, Difference
from scraper.revisions.words import Piece
from scraper.text import printable

_TAGS = {"same": ("", ""), "removed": ("<del>", "</del>"), "added": ("<ins>", "</ins>")}
_STYLE = """
body { font: 1.05rem/1.6 Georgia, serif; max-width: 42rem; margin: 2rem auto; padding: 0 1rem }
body { color: #1b1b1b; background: #fff }
del { background: #ffe3e0; color: #8a1c10 } ins { background: #dcf5e0; color: #0b5a22; text-decoration: none }
p.moved { border-left: .25rem solid #b58900; padding-left: .75rem }
p.moved::before { content: "moved"; font-size: .8rem; color: #7a5c00; display: block }
header { color: #555; font-size: .9rem }
@media (prefers-color-scheme: dark) { body { background: #161616; color: #e6e6e6 } header { color: #aaa }
del { background: #4a1a16; color: #ffb4aa } ins { background: #123a1f; color: #a6e9b8 } }
"""


def fragment(difference: Difference) -> str:
    """Give the difference as paragraphs with ``<ins>`` and ``<del>``; unchanged paragraphs are left out."""
    parts = [f"<h2>{_marked(difference.title)}</h2>"] if difference.title else []
    parts += [
        f'<p class="{block.kind}">{_marked(block.pieces)}</p>'
        for block in difference.blocks
        if block.kind is not BlockKind.SAME
    ]
    return "\n".join(parts)


def page(difference: Difference, heading: str) -> str:
    """Give the whole text with what went and came marked; ``heading`` says which versions are compared."""
    body = "\n".join(f'<p class="{block.kind}">{_marked(block.pieces)}</p>' for block in difference.blocks)
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{_safe(heading)}</title>\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head>\n'
        f"<body><header>{_safe(heading)}</header>\n<h1>{_marked(difference.title)}</h1>\n{body}\n</body></html>\n"
    )


def _marked(pieces: list[Piece]) -> str:
    return "".join(f"{_TAGS[piece.kind][0]}{_safe(piece.text)}{_TAGS[piece.kind][1]}" for piece in pieces)


def _safe(text: str) -> str:
    return escape(printable(text) or "")
