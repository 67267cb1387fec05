from collections.abc import Callable

import pytest

from pipelines.validate import ValidatePipeline
from scraper.items import Article, Outcome, ShareCount, Visit
from tests.conftest import NOON


def validated(article: Article) -> Visit:
    return ValidatePipeline().process_item(Visit(url=article.url, visited_at=NOON, article=article))


@pytest.mark.parametrize(
    ("values", "outcome", "is_kept"),
    [
        ({}, None, True),
        ({"kind": "live_blog"}, None, True),
        ({"kind": "gallery", "body": None}, None, True),
        ({"kind": "section", "kind_reason": "forty links and no text"}, Outcome.NOT_ARTICLE, False),
        ({"kind": "blocked", "kind_reason": "DataDome"}, Outcome.BLOCKED, False),
        ({"kind": "error"}, Outcome.NOT_FOUND, False),
        ({"title": None, "body": None}, Outcome.EMPTY, False),
        ({"body": None}, Outcome.EMPTY, False),
        ({"is_free": False}, Outcome.PAYWALLED, True),
        ({"is_free": False, "body": None}, Outcome.PAYWALLED, True),
        ({"title": None}, None, True),
    ],
)
def test_validate(
    article: Callable[..., Article], values: dict[str, object], outcome: Outcome | None, is_kept: bool
) -> None:
    visit = validated(article(**values))
    assert visit.outcome is outcome
    assert (visit.article is not None) is is_kept
    assert bool(visit.reason) is (outcome is not None)


def test_a_count_that_no_page_can_have_is_dropped(
    article: Callable[..., Article], share_count: Callable[..., ShareCount]
) -> None:
    visit = validated(article(share_counts=[share_count(7), share_count(10**13), share_count(-2)]))
    assert visit.article is not None
    assert [count.count for count in visit.article.share_counts] == [7]
