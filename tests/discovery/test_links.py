import pytest

from scraper.discovery.links import is_article_link, links_of, read_section, read_site
from scraper.extraction.page import Page
from scraper.items import Found

URL = "https://www.news.example/town/"
FERRY = "https://www.news.example/ferry-10001"


def page(body: str) -> Page:
    return Page(f"<html><body>{body}</body></html>", URL)


@pytest.mark.parametrize(
    ("link", "is_article"),
    [
        ('<a href="/ferry-10001">Ferry</a>', True),
        ('<a href="https://sport.news.example/ferry-10001?utm_source=x">Ferry</a>', True),
        ('<a href="/zx81">The ferry sails again from the pier</a>', True),
        ('<footer><a href="/zx81">The ferry sails again from the pier</a></footer>', False),
        ('<a href="/login">The ferry sails again from the pier</a>', False),
        ('<a href="/harbour/">Harbour</a>', False),
        ('<a rel="next" href="/ferry-10001">2</a>', False),
    ],
)
def test_what_leads_to_an_article(link: str, is_article: bool) -> None:
    assert [is_article_link(one) for one in links_of(page(link))] == [is_article]


@pytest.mark.parametrize(
    "link",
    ["https://elm.example/ferry-10001", "javascript:void(0)", "mailto:a@news.example", "#top", "", "http://[", URL],
)
def test_links_that_lead_nowhere_or_away_are_passed_over(link: str) -> None:
    assert links_of(page(f'<a href="{link}">Ferry</a>')) == []


@pytest.mark.parametrize(
    "link",
    [
        '<a rel="next" href="/town/2">2</a>',
        '<link rel="next" href="/town/2">',
        '<a href="/town/2">»</a>',
        '<a href="/town/2">Weiter</a>',
    ],
)
def test_the_next_page_is_read_while_there_is_depth(link: str) -> None:
    following = Found(url="https://www.news.example/town/2", kind="section", depth=0)
    assert list(read_section(page(link), 1)) == [following]
    assert list(read_section(page(link), 0)) == []


def test_a_site_is_followed_by_what_may_lead_further() -> None:
    links = page('<a href="/ferry-10001">F</a><a href="/harbour/">H</a><a href="/tag/tide">T</a><a href="/a.pdf">P</a>')
    assert [(found.kind, found.url) for found in read_site(links, 1)] == [
        ("page", FERRY),
        ("site", "https://www.news.example/harbour/"),
        ("site", "https://www.news.example/tag/tide"),
    ]
    assert [found.kind for found in read_site(links, 0)] == ["page"]


def test_a_source_s_own_pattern_says_what_an_article_is() -> None:
    assert [found.url for found in read_section(page('<a href="/ferry-10001">F</a><a href="/x/">X</a>'), 0, "/x/")] == [
        "https://www.news.example/x/"
    ]


def test_a_page_of_a_million_links_is_read_to_a_bound() -> None:
    assert len(links_of(page("".join(f'<a href="/{n}">{n}</a>' for n in range(5000))))) == 2000
