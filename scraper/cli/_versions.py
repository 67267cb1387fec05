"""Versions of an article as people name them: the number of a revision, or a day."""

import re
from collections.abc import Sequence

from scraper.archive.tables import Row
from scraper.exceptions import BadInput

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def chosen(revisions: Sequence[Row], older: str | None, newer: str | None) -> tuple[Row, Row] | None:
    """Give the two versions to compare; None if there is only one. Raises BadInput for a name that fits none."""
    if len(revisions) < 2:  # noqa: PLR2004 - a comparison is of two
        return None
    last = _place(revisions, newer) if newer else len(revisions) - 1
    first = _place(revisions, older) if older else max(0, last - 1)
    return revisions[first], revisions[last]


def _place(revisions: Sequence[Row], name: str) -> int:
    """Find a revision by number from 1, or the one that stood at the end of a day (UTC)."""
    if name.isdecimal() and 1 <= int(name[:9]) <= len(revisions):
        return int(name) - 1
    if _DAY.fullmatch(name):
        standing = [place for place, row in enumerate(revisions) if row["seen_at"][:10] <= name]
        if standing:
            return standing[-1]
        raise BadInput(f"no text is known of {name}: the first was seen on {revisions[0]['seen_at'][:10]}")
    raise BadInput(f"{name!r} is no revision: write a number from 1 to {len(revisions)}, or a day like 2026-03-01")
