from datetime import UTC, datetime

import pytest

from scraper import parse

PAGE = """<html><head><meta name="desk" content="Harbour desk"></head>
<body><h1>Ferry returns</h1><h2 class="t">The tide</h2>
<b class="who">Maren Holt</b><b class="who">Idris Fell</b><time class="d" datetime="2026-03-01T08:00:00Z">1 March</time>
<div class="s"><p>The first of the paragraphs.</p><div><p>The second of them.</p></div></div>
<img class="i" src="/a.jpg">
<i class="day">2 March 2026</i></body></html>"""


@pytest.mark.parametrize(
    ("field", "selector", "value"),
    [
        ("title", "h2.t", "The tide"),
        ("body", ".s", "The first of the paragraphs.\n\nThe second of them."),
        ("body", ".s > p, h2", "The tide\n\nThe first of the paragraphs."),
        ("authors", ".who", ["Maren Holt", "Idris Fell"]),
        ("section", "meta[name=desk]", "Harbour desk"),
        ("keywords", "h1, h2", ["Ferry returns", "The tide"]),
        ("date_published", ".d", datetime(2026, 3, 1, 8, tzinfo=UTC)),
        ("date_modified", ".day", datetime(2026, 3, 2, tzinfo=UTC)),
        ("image", ".i", "https://news.example/a.jpg"),
    ],
)
def test_a_selector_overrules(field: str, selector: str, value: object) -> None:
    article = parse(PAGE, "https://news.example/ferry", fields={field: selector})
    assert (getattr(article, field), article.provenance[field]) == (value, "source")


def test_a_selector_that_matches_nothing_does_not() -> None:
    url = "https://news.example/ferry"
    assert parse(PAGE, url, fields={"title": ".none", "date_published": "h1"}) == parse(PAGE, url)
