"""What holds of parse() for any page, however broken or hostile."""

import time
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.items import Article
from scraper.parsing import parse

URL = "https://courier.example/news/ferry-returns-to-the-pier"
MARK = "leakedword"
PARAGRAPH = (
    "<p>The harbour office counted the passengers of the ferry at both ends, and found more of them than before.</p>"
)
PIECES = [
    "<h1>", "</h1>", "<title>", "<p>By ", "<div class='author'>", "<time datetime='", "'>", "</div>", "<!--", "-->", "<html lang='",
    "<meta property='og:title' content='", "<meta name=author content='", "<script type='application/ld+json'>", "</script>", "[", "{",
    '"@type": "NewsArticle",', '"author": ', '"headline": [1, null],', '"@graph": {"@id": 3}', '"datePublished": "9999-99-99"', "}", "]",
    "&amp;#8217;", "&#xd800;", "\x00", "\u202e", " | ", " - ", "3 March 2026", "31.02.2026", "２０２６年２月３０日", "По", "بقلم: ", "作者：", "\ud800",
    "<a href='http://[x' rel='author'>", "<link rel='canonical' href='http://[", "<base href='::'>", "<svg><title>", "<table><td>", PARAGRAPH,
]  # fmt: skip
HOSTILE = {
    "separators": "<title>" + "a - b | " * 2_000,
    "names": "<meta name=author content='" + "Jane Roe, and by " * 2_000,
    "brackets": "<meta name=author content='" + "(Jane " * 4_000,
    "bylines": "<h1>A</h1>" + "<p class=author>By 3 March 2026 by</p>" * 500,
    "headings": "<h1>A</h1>" * 1_000,
    "dates": "<h1>A</h1><p>" + "3 March " * 3_000,
    "times": "<time datetime='x'>" * 3_000,
    "crumbs": '<script type="application/ld+json">{"@type":"BreadcrumbList","itemListElement":['
    + '{"name":"a"},' * 3_000,
    "graph": '<script type="application/ld+json">' + '{"mainEntity":' * 400 + "1" + "}" * 400 + "</script>",
    "spaces": "<title>" + " \t\n" * 8_000 + "x",
    "tags": "<title>" + "&lt;a" * 4_000,
    "paragraphs": PARAGRAPH * 300,
    "pieces": "<h1>" + "<span>a</span>" * 3_000 + "</h1>",
    "credits": "<h1>A</h1>" + "<p class=author-name>by the desk</p>" * 500,
    "listed": '<script type="application/ld+json">{"@type":"Article","author":['
    + '{"name":"dpa"},' * 3_000
    + '""]}</script>',
    "twice": "<p>Ã©</p>" * 3_000,
    "walls": "<title>404 page not found " * 400 + "gokuProps = kpsdk = {} _pxAppId " * 400,
}
GROWN, PATIENCE, SLACK = 4, 3, 0.3
"""How much larger the second page is; by how much its time may grow beyond that; seconds that do not count."""


def seconds(html: str) -> float:
    def once() -> float:
        began = time.process_time()
        parse(html, URL)
        return time.process_time() - began

    return min(once() for _ in range(2))


@settings(deadline=None, max_examples=70)
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=12)), max_size=40).map("".join))
def test_no_markup_makes_it_raise_or_give_what_is_no_value(html: str) -> None:
    article = parse(html, URL)
    for name in ("title", "body", "description", "section", "language", "image", "canonical_url"):
        value = getattr(article, name)
        assert value is None or value.strip() == value != ""
    assert "\n" not in f"{article.title}{article.description}{article.section}"
    assert all(name.strip() for name in (*article.authors, *article.keywords))
    for moment in (article.date_published, article.date_modified):
        assert moment is None or (isinstance(moment, datetime) and moment.tzinfo is not None)
    assert said(article) <= {*article.provenance, "url", "kind"}


def said(article: Article) -> set[str]:
    """Name the fields of the page that have a value and so need a source."""
    names = ("title", "body", "description", "section", "language", "image", "authors", "keywords", "date_published")
    return {name for name in names if getattr(article, name)}


@settings(deadline=None, max_examples=30)
@given(st.sampled_from(["script", "style", "noscript", "template", "textarea"]), st.integers(0, 9), st.booleans())
def test_nothing_that_nobody_reads_leaks(tag: str, place: int, inside: bool) -> None:
    hidden = f"<{tag}>{MARK} by {MARK}</{tag}>"
    pieces = ["<h1>Ferry returns</h1>", "<p class='author'>By Nadia Brandt</p>", *[PARAGRAPH] * 8]
    piece = pieces[place]
    pieces[place] = piece.replace("</", f"{hidden}</", 1) if inside else hidden + piece
    article = parse("".join(pieces), URL)
    assert article.title == "Ferry returns"
    assert MARK not in f"{article.body}{article.title}{article.authors}{article.description}{article.keywords}"


@pytest.mark.parametrize("name", HOSTILE)
def test_time_grows_with_the_page_and_no_faster(name: str) -> None:
    html = HOSTILE[name]
    assert seconds(html * GROWN) <= PATIENCE * GROWN * seconds(html) + SLACK


@pytest.mark.parametrize("tag", ["div", "span", "table", "h1"])
def test_nesting_without_end(tag: str) -> None:
    assert parse(f"<{tag}>" * 200_000 + "text", URL).url == URL
