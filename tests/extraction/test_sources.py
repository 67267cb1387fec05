"""Fields that are a tuple of sources: description, section, image, canonical address."""

import json

import pytest

from scraper.extraction.canonical import canonical_url
from scraper.extraction.description import description
from scraper.extraction.images import image
from scraper.extraction.keywords import keywords
from scraper.extraction.page import Page
from scraper.extraction.section import section

URL = "https://courier.example/harbour/ferry.html"
TITLE = "Ferry returns to the northern pier"
LONG = "After four months in the yard the ferry sails again, with a new engine and a bell"


def page(head: str = "", **node: object) -> Page:
    ld = json.dumps({"@type": "NewsArticle", **node}) if node else ""
    script = f'<script type="application/ld+json">{ld}</script>' if ld else ""
    return Page(f"<html><head>{head}{script}</head><body><h1>{TITLE}</h1></body></html>", URL)


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (page(meta("og:description", LONG)), (LONG, "meta")),
        (
            page(meta("og:description", LONG), description="A new bell for the ferry."),
            ("A new bell for the ferry.", "json_ld"),
        ),
        (page(meta("og:description", TITLE) + meta("description", LONG)), (LONG, "meta")),
        (page(meta("og:description", LONG), description=f"{LONG[:40]}…"), (LONG, "meta")),
        (page(meta("description", "Rock &amp;#8217;n&amp;#8217; roll")), ("Rock ’n’ roll", "meta")),
        (page(description="<p>A new bell</p>"), ("A new bell", "json_ld")),
        (page(description="word " * 400), None),
        (page(), None),
    ],
)
def test_description(found: Page, expected: object) -> None:
    assert description(found, TITLE) == expected


def trail(*names: str) -> dict[str, object]:
    return {"@type": "BreadcrumbList", "itemListElement": [{"@type": "ListItem", "name": name} for name in names]}


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (page(articleSection="Harbour"), ("Harbour", "json_ld")),
        (page(articleSection=["Harbour", "Town"]), ("Harbour", "json_ld")),
        (page(meta("article:section", "Harbour")), ("Harbour", "meta")),
        (page(meta("og:site_name", "The Courier"), articleSection="The Courier"), None),
        (page(**trail("Home", "News", "Harbour", TITLE)), ("Harbour", "breadcrumb")),
        (page(**trail("Home", TITLE)), None),
        (page(**trail("Home", "Harbour", "Detail")), ("Harbour", "breadcrumb")),
        (
            page(**{"@type": "BreadcrumbList", "itemListElement": ["x", {"item": {"name": "Harbour"}}]}),
            ("Harbour", "breadcrumb"),
        ),
        (page(), None),
    ],
)
def test_section(found: Page, expected: object) -> None:
    assert section(found, TITLE) == expected


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (page(meta("og:image", "/ferry.jpg")), ("https://courier.example/ferry.jpg", "meta")),
        (page(image={"@type": "ImageObject", "url": "/ferry.jpg"}), ("https://courier.example/ferry.jpg", "json_ld")),
        (page(meta("og:image", "/logo.png"), image=["/ferry.jpg"]), ("https://courier.example/ferry.jpg", "json_ld")),
        (page(meta("og:image", "/logo.png")), ("https://courier.example/logo.png", "meta")),
        (page('<link rel="image_src" href="ferry.jpg">'), ("https://courier.example/harbour/ferry.jpg", "link")),
        (page(meta("og:image", "data:image/png;base64,AAAA")), None),
    ],
)
def test_image(found: Page, expected: object) -> None:
    assert image(found) == expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ('<link rel="canonical" href="/harbour/ferry.html">', (URL, "link")),
        ('<link rel="Canonical nofollow" href="/harbour/ferry.html">', (URL, "link")),
        ('<link rel="canonical" href="http://[broken">' + meta("og:url", URL), (URL, "meta")),
        ("", None),
    ],
)
def test_canonical_url(head: str, expected: object) -> None:
    assert canonical_url(page(head)) == expected


@pytest.mark.parametrize(
    ("content", "topics"),
    [
        ("ferry, pier,ferry", ["ferry", "pier"]),
        ("Prices (Fares, Fees and Rates), Ferries", ["Prices (Fares, Fees and Rates)", "Ferries"]),
        ("ferry; pier (old, north)", ["ferry", "pier (old, north)"]),
        ("港口、渡轮，天气", ["港口", "渡轮", "天气"]),
        ("港口 渡轮 天气 码头", ["港口", "渡轮", "天气", "码头"]),
        ("northern pier", ["northern pier"]),
        ("8f507083-bac4-423a-9015-2eb31e1bce50, Type:article, ferry", ["ferry"]),
        ("8f507083bac4423a90152eb3", None),
    ],
)
def test_topics(content: str, topics: list[str] | None) -> None:
    found = keywords(Page(f'<meta name="keywords" content="{content}">', "https://news.example/a"))
    assert (found and found[0]) == topics
