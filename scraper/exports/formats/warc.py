"""WARC: the raw pages of the chosen articles, for pywb and other web archives."""

from pathlib import Path

from scraper.exports.export import Export
from scraper.exports.warc import CAPTURED, checked, copy_captures

SUFFIX = ".warc.gz"


def write(export: Export, target: Path) -> None:
    """Write a file."""
    name = target.name.removesuffix(".unfinished")
    checked(export, sum(record.kind in CAPTURED for record, _, _ in copy_captures(export, target, name)))
