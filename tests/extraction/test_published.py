import pytest

from scraper.extraction.headline import near_headline
from scraper.extraction.modified import modified
from scraper.extraction.page import Page
from scraper.extraction.printed_date import is_american, read_printed
from scraper.extraction.published import published
from scraper.extraction.sources import Dated
from scraper.parsing import parse


def read(page: Page) -> Dated:
    return published(page, near_headline(page, "A"))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("4 April 2026", "2026-04-04"),
        ("Harbour, 21st of nothing, 4 April 2026, by", "2026-04-04"),
        ("24.02.2026, 18:30", "2026-02-24"),
        ("19. Februar 2026", "2026-02-19"),
        ("publié le 26 février 2026", "2026-02-26"),
        ("3 de marzo de 2026", "2026-03-03"),
        ("23 мая 2026 года", "2026-05-23"),
        ("December 5, 2024", "2024-12-05"),
        ("2026年2月27日", "2026-02-27"),
        ("2026/02/27", "2026-02-27"),
        ("24.02.26 | 18:30 Uhr", "2026-02-24"),
        ("27 Şubat 2026", "2026-02-27"),
        ("27 Φεβρουαρίου 2026", "2026-02-27"),
        ("٢٧ فبراير ٢٠٢٦", "2026-02-27"),
        ("27 בפברואר 2026", "2026-02-27"),
        ("27 กุมภาพันธ์ 2569", "2026-02-27"),
        ("2026년 2월 27일", "2026-02-27"),
        ("27 lutego 2026", "2026-02-27"),
        ("Mar 3, 2026", "2026-03-03"),
        ("3/4/2026", "2026-04-03"),
        ("31.02.2026", None),
        ("call 0171 2020 3040", None),
        ("since 1984", None),
    ],
)
def test_printed_days(text: str, day: str | None) -> None:
    read = read_printed(text)
    assert (read and read.date().isoformat()) == day


@pytest.mark.parametrize(
    ("html", "url", "day", "source"),
    [
        ('<meta property="article:published_time" content="2026-02-03T10:00:00Z">', "/a", "2026-02-03", "meta"),
        ('<meta itemprop="datePublished" content="2026-02-04">', "/a", "2026-02-04", "meta"),
        ('<h1>A</h1><span itemprop="datePublished">5 February 2026</span>', "/a", "2026-02-05", "microdata"),
        ('<h1>A</h1><time datetime="2026-02-06">x</time>', "/a", "2026-02-06", "time"),
        ("<h1>A</h1>", "/2026/02/07/a", "2026-02-07", "url"),
        ("<h1>A</h1>", "/2026/02/31/a", None, None),
        ("<h1>A</h1>", "/2026/feb/07/a", "2026-02-07", "url"),
        ("<h1>A</h1>", "/news/07-02-2026", "2026-02-07", "url"),
        ("<h1>A</h1>", "/2026/abc/07/a", None, None),
        ('<meta name="published-date" content="2026-02-12">', "/a", "2026-02-12", "meta"),
        ("<h1>A</h1><p>Published March 3, 2026</p>" + "<p>B</p>" * 30, "/a", "2026-03-03", "text"),
        ("<h1>A</h1>" + "<p>B</p>" * 30 + "<p>Erschienen am: 01.03.2026</p>", "/a", "2026-03-01", "text"),
        ("<h1>A</h1><p>8 February 2026</p>", "/a", "2026-02-08", "text"),
        ("<h1>A</h1><p>Updated 9 February 2026</p><p>8 February 2026</p>", "/a", "2026-02-08", "text"),
        ("<h1>A</h1><p>Updated 9 February 2026</p>", "/a", "2026-02-09", "text"),
        ('<h1>A</h1><script>x = {"publishedAt":"2026-02-10T08:00:00Z"}</script>', "/a", "2026-02-10", "inline_json"),
        (
            '<script type="application/ld+json">{"@type": "WebPage", "datePublished": "2026-02-11"}</script>',
            "/a",
            "2026-02-11",
            "json_ld",
        ),
        ('<meta name="date" content="0001-01-01T00:00:00">', "/a", None, None),
        ("<h1>A</h1><div class='comments'><p class='comment'>8 February 2026</p></div>", "/a", None, None),
    ],
)
def test_where_the_day_stands(html: str, url: str, day: str | None, source: str | None) -> None:
    found = read(Page(html, f"https://news.example{url}"))
    assert (found and found[0].date().isoformat(), found and found[1]) == (day, source)


def test_published_and_modified_are_apart() -> None:
    page = Page(
        '<meta name="date" content="2026-01-01"><meta name="lastmod" content="2026-01-02">', "https://a.example/"
    )
    assert [found and found[0].day for found in (read(page), modified(page))] == [1, 2]


@pytest.mark.parametrize(
    ("stated", "changed", "line", "day"),
    [
        ("2026-05-04", "2026-05-04", "1 March 2026", 1),
        ("2026-05-04", "2026-05-03", "Posted 1 March 2026", 1),
        ("2026-05-04", "2026-05-04", "Updated 1 March 2026", 4),
        ("2026-05-04", "2026-05-04", "3 May 2026", 4),
        ("2026-05-04", "2026-05-04", "1 June 2026", 4),
        ("2026-05-04", "2026-05-09", "1 March 2026", 4),
        ("2026-05-04", "", "1 March 2026", 4),
    ],
)
def test_the_stamp_of_the_last_build_is_no_day_of_publication(stated: str, changed: str, line: str, day: int) -> None:
    node = f'{{"@type": "NewsArticle", "datePublished": "{stated}", "dateModified": "{changed}"}}'
    text = f"<p>{'The ferry came back in the morning. ' * 9}</p><p>2 February 2020</p>"
    page = f'<script type="application/ld+json">{node}</script><h1>Ferry returns</h1><p>{line}</p>{text}'
    found = parse(page, "https://a.example/a").date_published
    assert found
    assert found.day == day


@pytest.mark.parametrize(
    ("language", "host", "american"),
    [
        ("en", "a.example", True),
        ("en-US", "a.example", True),
        ("en-GB", "a.example", False),
        ("en", "a.co.uk", False),
        ("de", "a.example", False),
    ],
)
def test_who_writes_the_month_first(language: str, host: str, american: bool) -> None:
    page = Page(f'<html lang="{language}"><h1>A</h1><p>3/4/2026</p></html>', f"https://{host}/a")
    assert is_american(page) == american
    found = read(page)
    assert found
    assert found[0].month == (3 if american else 4)
