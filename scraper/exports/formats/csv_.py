"""CSV for spreadsheets and statistics: one article a row, lists joined by semicolons."""

import csv
from pathlib import Path

from scraper.archive.tables import Row
from scraper.exports.export import Export
from scraper.exports.paths import opened
from scraper.text import safe_cell

SUFFIX = ".csv"
COLUMNS = (
    "id",
    "url",
    "source",
    "title",
    "authors",
    "section",
    "keywords",
    "language",
    "date_published",
    "date_published_local",
    "date_modified",
    "first_seen",
    "last_seen",
    "revisions",
    "share_counts",
    "is_free",
    "kind",
    "confidence",
    "image",
    "description",
    "body",
)


def write(export: Export, target: Path) -> None:
    """Write a file. A cell that a spreadsheet would run as a formula begins with an apostrophe."""
    with opened(target) as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows([safe_cell(_cell(article, name)) for name in COLUMNS] for article in export.articles())


def _cell(article: Row, name: str) -> object:
    value = article[name]
    if name == "share_counts":
        return "; ".join(f"{one['count']} {one['network']} {one['action']}" for one in value)
    return "; ".join(value) if isinstance(value, list) else value
