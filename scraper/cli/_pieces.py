"""What went and what came in a text: by colour on a terminal, by marks where there is none."""

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from scraper.revisions import Piece
from scraper.text import printable

STYLES = {"same": "", "removed": "red strike", "added": "green underline"}
MARKS = {"same": ("", ""), "removed": ("[-", "-]"), "added": ("{+", "+}")}


def marked(pieces: Sequence[Piece], console: Console) -> Text:
    """Give the pieces as one text for a console."""
    line = Text()
    for piece in pieces:
        before, after = ("", "") if console.is_terminal else MARKS[piece.kind]
        line.append(before + (printable(piece.text) or "") + after, style=STYLES[piece.kind])
    return line
