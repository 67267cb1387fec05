"""Where a key stands in ``sources.toml``: what TOML's readers do not tell once the file is read."""

import re

_HEADER = re.compile(r"\s*\[\[\s*[\"']?source[\"']?\s*\]\]")


def line_of(text: str, key: str, source: int | None = None) -> int:
    """Give the line, from 1, of a key in the source of that place, from 0, or anywhere.

    A key that is missing has the line at which its source begins; what is nowhere, line 1.
    """
    lines = text.split("\n")  # what else may end a line in Python does not in TOML
    starts = [number for number, line in enumerate(lines, 1) if _HEADER.match(line)]
    begin, end = 1, len(lines) + 1
    if source is not None and source < len(starts):
        begin, end = starts[source], (*starts, end)[source + 1]
    spelled = re.escape(key)
    named = re.compile(rf"\s*(?:[\"']?{spelled}[\"']?\s*[.=]|\[\[?\s*(?:source\s*\.\s*)?[\"']?{spelled}[\"']?\s*[\].])")
    return next((number for number in range(begin, end) if named.match(lines[number - 1])), begin)
