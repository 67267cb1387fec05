import pytest

from scraper.extraction.page import Page
from scraper.extraction.published import modified, published, read_printed


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
        ("<h1>A</h1><p>8 February 2026</p>", "/a", "2026-02-08", "text"),
        ('<aside><time datetime="2026-02-06">x</time></aside>', "/a", None, None),
    ],
)
def test_where_the_day_stands(html: str, url: str, day: str | None, source: str | None) -> None:
    found = published(Page(html, f"https://news.example{url}"))
    assert (found and found[0].date().isoformat(), found and found[1]) == (day, source)


def test_published_and_modified_are_apart() -> None:
    page = Page(
        '<meta name="date" content="2026-01-01"><meta name="lastmod" content="2026-01-02">', "https://a.example/"
    )
    assert [found and found[0].day for found in (published(page), modified(page))] == [1, 2]
