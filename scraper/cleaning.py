"""Values of an article that can be stored, printed and compared."""

from dataclasses import fields
from datetime import UTC, datetime, timedelta
from typing import Any

from scraper.items import Article
from scraper.text import one_line, paragraphs, printable

OLDEST = datetime(1600, 1, 1, tzinfo=UTC)
"""The first newspapers are a little younger."""

AHEAD = timedelta(days=2)
"""How far in the future a date may lie: clocks and time zones differ, and some pages are stamped for tomorrow."""


def clean_article(article: Article, visited_at: datetime) -> None:
    """Clean every field of an article in place."""
    for field in fields(article):
        value = getattr(article, field.name)
        setattr(article, field.name, _cleaned(field.name, value))
    article.date_published = _possible(article.date_published, visited_at)
    article.date_modified = _possible(article.date_modified, visited_at)


def _cleaned(name: str, value: Any) -> Any:
    if name == "body":
        return "\n\n".join(paragraphs(printable(value))) or None
    if name in {"authors", "keywords"}:
        return list(dict.fromkeys(line for text in value if (line := one_line(printable(text)))))
    if isinstance(value, str) and name != "url":
        return one_line(printable(value))
    return value


def _possible(moment: datetime | None, visited_at: datetime) -> datetime | None:
    """Drop a date that no news page can have; without an offset it is taken as UTC."""
    if moment is None:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware if OLDEST <= aware <= visited_at + AHEAD else None
