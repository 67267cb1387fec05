"""Where an export is written to, and where in a folder the file of an article lies."""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from scraper.archive.tables import Row

LONGEST = 60
"""Letters of a title that go into a file's name: with the rest, 255 bytes are enough in any script."""


STDOUT = Path("-")
"""Stands for standard output, for the formats that are one text."""


@contextmanager
def opened(target: Path) -> Iterator[TextIO]:
    """Open a file for writing text in UTF-8 with plain line feeds, or give standard output."""
    if target == STDOUT:
        yield sys.stdout
        return
    with target.open("w", encoding="utf-8", newline="") as file:
        yield file


def place(article: Row, suffix: str) -> Path:
    """Give ``2026/03/2026-03-01-rivers-rise-17.txt``: sorted by day, readable, and unique by the article's id."""
    day = (article["date_published_local"] or article["first_seen"])[:10]
    words = re.sub(r"[\W_]+", "-", (article["title"] or "").lower())[:LONGEST].strip("-")
    name = "-".join(part for part in (day, words, str(article["id"])) if part)
    return Path(day[:4], day[5:7], name + suffix)


def created(path: Path) -> Path:
    """Make the folder of a file; give the file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return path
