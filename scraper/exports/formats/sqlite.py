"""SQLite: a folder with a smaller ``archive.db`` that every command of Morgue opens with ``--data``."""

from pathlib import Path

from scraper.archive import open_archive
from scraper.exports.export import Export

SUFFIX = ""


def write(export: Export, target: Path) -> None:
    """Write the folder: articles, their revisions, counters, addresses and what was received; no raw pages."""
    with open_archive(target, create=True) as excerpt:
        export.archive.copy_chosen(excerpt)
