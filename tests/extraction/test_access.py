import json

import pytest

from scraper.parsing import parse


@pytest.mark.parametrize(
    ("said", "expected"),
    [(False, False), ("False", False), (True, True), ("http://schema.org/False", None), (None, None)],
)
def test_is_free(said: object, expected: bool | None) -> None:
    node = json.dumps({"@type": "NewsArticle", "isAccessibleForFree": said})
    page = f'<html><script type="application/ld+json">{node}</script><p>The rest is for subscribers.</p></html>'
    article = parse(page, "https://news.example/a")
    assert article.is_free is expected
    assert article.provenance.get("is_free") == (None if expected is None else "json_ld")
