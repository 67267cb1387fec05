import json

import pytest

from scraper.parsing import parse


@pytest.mark.parametrize(
    ("said", "expected"),
    [(False, False), ("False", False), (True, True), ("http://schema.org/False", False), (None, None)],
)
def test_is_free(said: object, expected: bool | None) -> None:
    node = json.dumps({"@type": "NewsArticle", "isAccessibleForFree": said})
    page = f'<html><script type="application/ld+json">{node}</script><p>The rest is for subscribers.</p></html>'
    article = parse(page, "https://news.example/a")
    assert article.is_free is expected
    assert article.provenance.get("is_free") == (None if expected is None else "json_ld")


PART = '{"@type": "NewsArticle", "hasPart": {"isAccessibleForFree": "False"}}'
OFFER = "Subscribe to read the rest of this story"


@pytest.mark.parametrize(
    ("html", "expected", "source"),
    [
        ('<meta itemprop="isAccessibleForFree" content="false">', False, "meta"),
        ('<meta property="article:content_tier" content="locked">', False, "meta"),
        ('<meta property="article:content_tier" content="free">', True, "meta"),
        ('<meta property="article:content_tier" content="metered">', None, None),
        (f'<div class="paywall-box"><p class="paywall-box__text">{OFFER}</p></div>', False, "paywall"),
        (f'<div class="paywall-box" hidden>{OFFER}</div>', None, None),
        ('<div class="paywall">The ferry has returned to the pier.</div>', None, None),
        (f"<p>{OFFER}</p>", None, None),
        (f"<script type='application/ld+json'>{PART}</script>", False, "json_ld"),
    ],
)
def test_other_signs(html: str, expected: bool | None, source: str | None) -> None:
    article = parse(html, "https://news.example/a")
    assert (article.is_free, article.provenance.get("is_free")) == (expected, source)
