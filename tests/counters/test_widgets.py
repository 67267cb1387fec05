from pathlib import Path

import pytest

from scraper.counters.known import known
from scraper.counters.page_counts import share_counts
from scraper.counters.widgets import WIDGETS
from scraper.extraction.page import Page

FOLDER = Path(__file__).with_name("widgets")
TEXT = (
    "The harbour master closed the northern pier on Tuesday after divers found that eleven of its oak piles had been "
    "eaten hollow. Ferries leave from the coal quay until the piles are replaced, which takes the whole of the summer."
)
PAGE = f"""<!doctype html><html lang="en"><head><title>Pier closed</title>
<meta property="og:url" content="https://harbour.example/pier"></head><body>
<header><nav><ul><li><a href="/news">News</a></li><li><a href="/boats">Boats</a></li></ul></nav></header>
<main><article><h1>Northern pier closed until the autumn</h1>
%s
<div class="body"><p>{TEXT}</p><p>{TEXT}</p></div></article></main>
<aside class="related"><ul>
<li><a href="/lighthouse">The lighthouse keeper who never saw the sea</a> <span class="comment-count">81</span></li>
<li><a href="/herring">Herring prices fall for the third year running</a> <span class="comment-count">7</span></li>
<li><a href="/regatta">Regatta postponed as the wind refuses to blow</a> <span class="comment-count">26</span></li>
</ul></aside><footer><p>© 2024 Harbour Gazette</p></footer></body></html>"""


@pytest.mark.parametrize("name", sorted(WIDGETS))
def test_each_widget_is_read(name: str) -> None:
    expected, _, markup = (FOLDER / f"{name}.html").read_text("utf-8").partition("-->\n")
    found = share_counts(Page(PAGE % markup, "https://harbour.example/pier"))
    said = [f"{one.network} {one.action} {one.count}{' placeholder' if one.is_placeholder else ''}" for one in found]
    assert sorted(said) == sorted(expected.removeprefix("<!-- ").strip().split(" | "))


def test_the_page_around_the_widgets_has_no_counter_of_its_own() -> None:
    assert share_counts(Page(PAGE % "", "https://harbour.example/pier")) == []


def test_numbers_at_the_end_of_a_name_do_not_matter() -> None:
    assert known("td-nr-views-22593").action == known("td-nr-views").action == "view"


def test_a_name_that_no_widget_has_says_nothing() -> None:
    assert known("paragraph lead") == known("")
