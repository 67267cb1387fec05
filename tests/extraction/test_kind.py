from pathlib import Path

import pytest

from scraper.demo import ARTICLES, Newsroom, publish_edition
from scraper.extraction.walls import WALLS
from scraper.items import Article
from scraper.parsing import parse

FIXTURES = Path(__file__).with_name("walls")
TEXT = "<p>The council of the small town met on Tuesday and spoke for a long time about the old bridge.</p>" * 9
LINKS = "".join(
    f'<li><a href="/{n}.html">The council of the town spoke about bridge number {n}</a></li>' for n in range(9)
)


@pytest.mark.parametrize(
    ("html", "kind", "reason"),
    [
        (f"<h1>Bridge</h1>{TEXT}", "article", None),
        (f"<title>Town</title><h1>Town</h1><ul>{LINKS}</ul>", "section", "9 links"),
        ("<title>404 - Page not found</title><h1>Oops</h1><p>Try the search.</p>", "error", "404"),
        ("<title>Error 404 – Town</title><h1>Oops</h1><p>Try the search.</p>", "error", "404"),
        (f"<title>Route 404 reopens</title><h1>Route 404 reopens</h1>{TEXT}", "article", None),
        ("<title>Just a moment...</title><body>Checking your browser", "blocked", "Cloudflare"),
        ("<script src='https://geo.captcha-delivery.com/captcha/'></script>", "blocked", "DataDome"),
        ("<div id='px-captcha'></div><p>Press and hold", "blocked", "PerimeterX"),
        ("<title>Before you continue to News</title><form><button>Accept all</button></form>", "blocked", "consent"),
        (f"<title>Consent bill passes</title><h1>Consent bill passes</h1>{TEXT}", "article", None),
        ("<title>ページが見つかりません</title><p>トップへ戻る</p>", "error", "ページ"),
        ('<script type="application/ld+json">{"@type": "ImageGallery"}</script><p>Nine views.</p>', "gallery", "Image"),
        ('<script type="application/ld+json">{"@type": "VideoObject"}</script><p>The bridge.</p>', "video", "Video"),
        ('<meta property="og:type" content="video.other"><p>The bridge.</p>', "video", "og:type"),
        ("<iframe src='/_Incapsula_Resource?x'>Request unsuccessful. Incapsula incident ID: 7", "blocked", "Imperva"),
    ],
)
def test_kinds(html: str, kind: str, reason: str | None) -> None:
    article = parse(html.encode(), "https://news.example/a")
    assert article.kind == kind
    assert (reason or "") in (article.kind_reason or "")


@pytest.mark.parametrize("name", WALLS)
def test_a_wall_is_named(name: str) -> None:
    pages = sorted(FIXTURES.glob(f"{name.lower().replace(' ', '_')}*.html"))
    assert pages, f"no page of the wall of {name} in {FIXTURES}"
    for page in pages:
        article = parse(page.read_bytes(), "https://courier.example/news")
        assert (article.kind, article.kind_reason) == ("blocked", f"the wall of {name}")


BRIEF = (
    "<p>The harbour office spoke of it on Tuesday, and found that most of the passengers had not noticed anything.</p>"
)
NAMED = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "A"}</script>'
WATCHED = """
    <script src="/cdn-cgi/challenge-platform/scripts/jsd/main.js"></script><script src="https://js.datadome.co/tags.js"></script>
    <script src="https://a.edge.sdk.awswaf.com/b/challenge.js"></script><script>AwsWafIntegration.fetch("/api")</script>
    <script src="/149e9513-01fa-4fb0-aad4-566afd725d1b/2d206a39-8ed7-437e-a3be-862e0f06eea3/p.js"></script>
    <script>window._pxAppId = "PX0"; KPSDK.configure([])</script>"""


@pytest.mark.parametrize(
    "html",
    [
        "<title>Just a moment: Cloudflare asks the ferry's passengers</title><h1>Just a moment</h1>",
        "<title>Why the captcha has to go</title><h1>Why the captcha has to go</h1><p>Verify you are human, it says.</p>",
        "<title>DDoS-Guard and Sucuri fined</title><h1>Fined</h1><p>The Sucuri website firewall shows an incident ID.</p>",
        "<title>Access denied to the pier</title><h1>Access denied to the pier</h1><p>Reference was made to the law.</p>",
        f"<title>Ferry returns</title><h1>Ferry returns</h1>{WATCHED}",
        f"<title>Just a moment...</title>{NAMED}<h1>Just a moment...</h1>",
        "<title>Story 404</title><h1>Story 404</h1>",
        "<title>404 homes by the harbour | Courier</title><h1>404 homes by the harbour</h1>",
        "<title>Missing boat not found</title><h1>Missing boat not found</h1>",
        f"<title>404</title>{NAMED}<h1>404</h1>",
        "<title>Error 404: what it means | Courier</title><h1>Error 404: what it means</h1>",
        "<title>Error 404 explained</title><h1>Error 404 explained</h1>",
        "<title>404 – the number of a road | Courier</title><h1>404 – the number of a road</h1>",
        "<title>404: how a number became a word</title><h1>404: how a number became a word</h1>",
        "<title>Eating by the pier (404)</title><h1>Eating by the pier (404)</h1>",
        "<title>Document not found in the old harbour office, judge is told</title><h1>No trace</h1>",
        "<title>Artikel nicht gefunden, den das Amt im Hafen suchte</title><h1>Gesucht</h1>",
    ],
)
def test_a_short_article_is_neither_a_wall_nor_an_error(html: str) -> None:
    article = parse(f"{html}{BRIEF}", "https://courier.example/news/a")
    assert (article.kind, article.kind_reason) == ("article", None)


@pytest.mark.parametrize(
    "title",
    [
        "404", "Error 404 (Not Found)!!1", "404 Not Found", "Page not found | Courier", "Courier - 404", "Not Found",
        "Oops! That page can’t be found.", "404: This page could not be found", "Error: 404",
        "The requested URL was not found on this server", "Page Not Found (404)", "404 - Seite nicht gefunden",
        "503 Service Unavailable", "Fehler 404", "Seite nicht gefunden – Bote",
        "Page introuvable", "Página no encontrada", "Страница не найдена", "الصفحة غير موجودة", "页面不存在", "ไม่พบหน้า",
        "페이지를 찾을 수 없습니다", "Sivua ei löytynyt", "Η σελίδα δεν βρέθηκε", "הדף לא נמצא",
    ],
)  # fmt: skip
@pytest.mark.parametrize("element", ["title", "h1"])
def test_error_pages(title: str, element: str) -> None:
    article = parse(f"<{element}>{title}</{element}><p>Please try the search.</p>", "https://courier.example/news/a")
    assert article.kind == "error"
    assert title in (article.kind_reason or "")


STORY = "".join(
    f"<p>The council spoke of bridge {n} for a very long time, and then decided nothing on it.</p>" for n in range(5)
)
HEADLINES = [f'<h3><a href="/{n}.html">The council spoke about bridge number {n}</a></h3>' for n in range(9)]
TEASER = "<p>The council of the town spoke about the bridge for an hour and will speak about it again.</p>"


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        (f"{STORY}<h2>More</h2>{''.join(HEADLINES)}", "article"),
        (f"{''.join(HEADLINES)}<main><h1>Bridge</h1>{STORY}</main>", "article"),
        (f"<main><h1>Bridge</h1>{STORY}</main><ul>{LINKS * 20}</ul>", "article"),
        (f"<main><h1>Bridge</h1>{STORY}{HEADLINES[0]}{STORY}{STORY}</main>{''.join(HEADLINES[1:])}", "article"),
        ("".join(f"{headline}{TEASER}" for headline in HEADLINES), "section"),
        ("".join(f"{headline}{TEASER * 2}" for headline in HEADLINES), "section"),
        (f"{TEASER}{''.join(HEADLINES)}", "section"),
        (f"{TEASER}<ul>{LINKS * 3}</ul>", "section"),
    ],
)
def test_a_story_goes_on_and_a_section_is_cut_by_headlines(html: str, kind: str) -> None:
    assert parse(f"<title>Bridges</title><h1>Bridges</h1>{html}", "https://courier.example/news/a").kind == kind


def read(path: str) -> Article:
    with Newsroom() as newsroom:
        publish_edition(newsroom)
        body, reply = newsroom.pages[path]
        return parse(body, newsroom.url(path), reply.content_type)


@pytest.mark.parametrize("path", ["/", "/harbour/", "/town/"])
def test_sections_of_the_demo_newspaper(path: str) -> None:
    assert read(path).kind == "section"


@pytest.mark.parametrize("path", ARTICLES)
def test_articles_of_the_demo_newspaper(path: str) -> None:
    assert read(path).kind == ("live_blog" if "live" in path else "article")


def test_keywords() -> None:
    assert read("/harbour/ferry-returns.html").keywords == ["ferry", "northern pier", "transport"]
    assert read("/harbour/oyster-season.html").keywords == ["oysters", "fishing", "weather"]
