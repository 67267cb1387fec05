import pytest

from scraper.demo import ARTICLES, Newsroom, publish_edition
from scraper.items import Article
from scraper.parsing import parse

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
