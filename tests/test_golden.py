"""Pages in the markup of common systems and scripts, with what is to be read from them; 'make golden' records anew."""

from pathlib import Path

import pytest

from scraper.golden import GoldenPage, golden_pages, recorded
from scraper.parsing import parse

FOLDER = Path(__file__).parent / "golden"
DEMANDED = (
    "wordpress drupal arc squarespace ghost bbc-like tagdiv blogger medium-like french japanese japanese-shift-jis "
    "arabic russian-cp1251 chinese greek hebrew thai"
).split()
PAGES = golden_pages(FOLDER)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_golden_pages(page: GoldenPage) -> None:
    assert recorded(parse(page.html, page.url)) == page.expected


def test_every_demanded_page_is_recorded() -> None:
    missing = {*DEMANDED, *(page.parent.name for page in FOLDER.glob("*/page.html"))} - {page.name for page in PAGES}
    assert not missing, "record them: morgue parse tests/golden/NAME/page.html --url URL --record tests/golden/NAME"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_each_has_what_an_article_has(page: GoldenPage) -> None:
    assert {"title", "body", "date_published", "language"} <= page.expected.keys()
    assert page.expected["date_published"].startswith("2026-03-03")
    assert len(page.expected["body"]) in (4, 5, 6)  # with the deck
