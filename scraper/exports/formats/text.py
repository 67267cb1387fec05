"""A folder of plain text files, one an article: title, facts, body."""

from pathlib import Path

from scraper.archive.tables import Row
from scraper.exports.export import Export
from scraper.exports.paths import created, place

SUFFIX = ""


def write(export: Export, target: Path) -> None:
    """Write ``YEAR/MONTH/DAY-title-id.txt`` below a folder."""
    target.mkdir(parents=True)
    for article in export.articles():
        created(target / place(article, ".txt")).write_text(_text(article), encoding="utf-8")


def _text(article: Row) -> str:
    facts = [", ".join(article["authors"]), article["date_published_local"] or "", article["source"], article["url"]]
    head = [article["title"] or "", "\n".join(fact for fact in facts if fact)]
    return "\n\n".join(part for part in [*head, article["body"] or ""] if part) + "\n"
