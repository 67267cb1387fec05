"""JSON Lines: one article a line, with everything that the archive knows of it but its history."""

import json
import re
from pathlib import Path

from scraper.exports.export import Export
from scraper.exports.paths import opened

SUFFIX = ".jsonl"
LINE_ENDS = re.compile("[\u0085\u2028\u2029]")
"""What JSON lets stand and some readers of lines take for the end of one."""


def write(export: Export, target: Path) -> None:
    """Write a file."""
    encode = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode
    with opened(target) as file:
        for article in export.articles():
            file.write(LINE_ENDS.sub(_escaped, encode(article)) + "\n")


def _escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"
