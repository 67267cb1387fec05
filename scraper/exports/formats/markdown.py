"""A folder of Markdown files, one an article, with its facts as YAML in front: for Obsidian, Hugo, Zettlr, pandoc."""

import json
import re
from pathlib import Path

from scraper.archive.tables import Row
from scraper.exports.export import Export
from scraper.exports.paths import created, place

SUFFIX = ""
FACTS = (
    "title",
    "url",
    "source",
    "authors",
    "section",
    "keywords",
    "language",
    "date_published",
    "date_modified",
    "first_seen",
    "last_seen",
    "share_counts",
    "image",
)
MARKS = re.compile(r"([\\`*_\[\]<>|~$])")
LINE_MARKS = re.compile(r"^(\s*)([#+\-=:]|\d{1,9}[.)])", re.MULTILINE)


def write(export: Export, target: Path) -> None:
    """Write ``YEAR/MONTH/DAY-title-id.md`` below a folder."""
    target.mkdir(parents=True)
    for article in export.articles():
        created(target / place(article, ".md")).write_text(_text(article), encoding="utf-8")


def _text(article: Row) -> str:
    """Write facts, headline and text. JSON is YAML, so that no text of a page can end a value."""
    facts = [f"{name}: {json.dumps(article[name], ensure_ascii=False)}" for name in FACTS if article[name]]
    head = "\n".join(["---", *facts, "---"])
    return f"{head}\n\n# {escaped(article['title'] or '(no title)')}\n\n{escaped(article['body'] or '')}\n"


def escaped(text: str) -> str:
    """Write text so that Markdown shows it as it is and runs no HTML of it."""
    return LINE_MARKS.sub(_line, MARKS.sub(r"\\\1", text))


def _line(match: re.Match[str]) -> str:
    space, mark = match.groups()
    return f"{space}{mark[:-1]}\\{mark[-1]}"
