import json

import pytest

from scraper.extraction.page import Page
from scraper.extraction.title import VOTES, address_words, candidates, evidence, title

URL = "https://www.courier.example/harbour/ferry-returns-to-the-northern-pier.html"
TRUE = "Ferry returns to the northern pier"


def meta(text: str) -> str:
    return f'<meta property="og:title" content="{text}">'


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        ("", f"<h1>{TRUE}</h1>", TRUE),
        (f"<title>{TRUE} | The Courier</title>", "", TRUE),
        (f"<title>The Courier: {TRUE}</title>", "", TRUE),
        (f"<title>{TRUE} - Harbour - Courier Online</title>", f"<h2>{TRUE}</h2>", TRUE),
        (meta(TRUE), "<h1>The Courier</h1>", TRUE),
        (meta(f"{TRUE} | Harbour"), f"<h1>The Courier</h1><h2>{TRUE}</h2>", TRUE),
        (meta(TRUE), f"<h1>Most read</h1><h1>{TRUE}</h1>", TRUE),
        (meta("Ferry returns"), f"<h1>{TRUE}</h1>", TRUE),
        (meta(f"{TRUE[:20]}…"), f"<h1>{TRUE}</h1>", TRUE),
        (f"<title>{TRUE}</title>", f"<h1>{TRUE.upper()}</h1>", TRUE),
        (meta("Ferry returns, isn&amp;#8217;t it wonderful"), "", "Ferry returns, isn’t it wonderful"),
        ("", "<h1>Ferry <em>re</em>turns<br>to the <span>northern</span><div>pier</div></h1>", TRUE),
        ("", "<h1>Ferry returns<script>x()</script> to the northern pier</h1>", TRUE),
        (
            "<title>渡し船が北の桟橋に戻る｜港町新聞</title>",
            "<h1>渡し船が北の桟橋に戻る</h1>",
            "渡し船が北の桟橋に戻る",
        ),
        ("", "<h1> </h1><p>Nothing else.</p>", None),
        ("<title>!!</title>", "", None),
    ],
)
def test_titles(head: str, body: str, expected: str | None) -> None:
    found = title(Page(f'<html><head><meta property="og:site_name" content="The Courier">{head}</head>{body}', URL))
    assert (found and found[0]) == expected


def test_a_headline_that_holds_its_kicker() -> None:
    node = json.dumps({"@type": "NewsArticle", "headline": TRUE})
    html = f'<script type="application/ld+json">{node}</script>{meta(TRUE)}<h1><span>Harbour</span> <b>{TRUE}</b></h1>'
    assert title(Page(html, URL)) == (TRUE, "json_ld")


def test_a_kicker_in_an_element_of_its_own() -> None:
    heading = f"<h1><span>From the islands</span> <span>{TRUE}</span></h1>"
    assert title(Page(f"<title>{TRUE} | The Courier</title>{heading}", URL)) == (TRUE, "title")
    assert title(Page(f"<h1>{TRUE.removesuffix('pier')} <em>pier</em></h1>", URL)) == (TRUE, "h1")


def test_every_vote_is_the_fruit_of_some_evidence() -> None:
    head = (
        f'<meta property="og:site_name" content="The Courier"><meta property="og:title" content="{TRUE[:20]}…">'
        f"<title>{TRUE} | The Courier</title>"
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Short"}</script>'
    )
    page = Page(f"{head}<h1><i>Islands</i> <b>{TRUE}</b></h1><h1>The Courier</h1>", URL)
    found = candidates(page)
    seen = {mark for words in found for mark in evidence(words, found, address_words(page.url))}
    assert seen == set(VOTES)


def test_where_it_stands() -> None:
    assert title(Page(f"<title>{TRUE}</title><h1>{TRUE}</h1>", URL)) == (TRUE, "h1")
    assert title(Page(f"<title>{TRUE}</title>", "http://[broken")) == (TRUE, "title")
