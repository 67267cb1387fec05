from datetime import UTC, datetime, timedelta

import pytest

from pipelines.clean import CleanPipeline
from scraper.items import Article, Visit
from tests.conftest import NOON


def cleaned(**values: object) -> Article:
    article = Article(url="https://news.example/a", **values)  # type: ignore[arg-type]
    CleanPipeline().process_item(Visit(url=article.url, visited_at=NOON, article=article))
    return article


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("title", "  Rivers\n rise\x00 ", "Rivers rise"),
        ("title", " \u200b".strip("\u200b"), None),
        ("body", "one \r\n\r\n\n two\x1b\n\n", "one\n\ntwo"),
        ("body", "\n\n", None),
        ("authors", [" Ana  Öz ", "", "Ana Öz", "Bo"], ["Ana Öz", "Bo"]),
        ("section", "\ud800", None),
        ("date_published", datetime(2026, 2, 1, 9), datetime(2026, 2, 1, 9, tzinfo=UTC)),  # noqa: DTZ001
        ("date_published", datetime(1246, 1, 1, tzinfo=UTC), None),
        ("date_published", NOON + timedelta(days=30), None),
        ("date_modified", NOON + timedelta(hours=20), NOON + timedelta(hours=20)),
    ],
)
def test_clean(field: str, value: object, expected: object) -> None:
    assert getattr(cleaned(**{field: value}), field) == expected


def test_a_visit_without_an_article_passes() -> None:
    visit = Visit(url="https://news.example/a", visited_at=NOON)
    assert CleanPipeline().process_item(visit) is visit
