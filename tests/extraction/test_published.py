from datetime import UTC, datetime

import pytest

from scraper.extraction.headline import near_headline
from scraper.extraction.modified import modified
from scraper.extraction.page import Page
from scraper.extraction.printed_date import is_american, read_printed
from scraper.extraction.published import published
from scraper.extraction.sources import Dated
from scraper.parsing import parse

LONG = "came back to the pier of the small town in the morning, where ninety people had waited since the day broke."
TEXT = f"<p>It {LONG}</p>" * 2


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
    ("text", "day"),
    [
        ("二〇二六年二月二十七日", "2026-02-27"),
        ("二零二五年十月三十一日", "2025-10-31"),
        ("二〇二五年十一月十日", "2025-11-10"),
        ("2026年十二月二十日", "2026-12-20"),
        ("２０２６年２月２７日（金）", "2026-02-27"),
        ("令和8年2月27日", "2026-02-27"),
        ("令和元年5月1日", "2019-05-01"),
        ("平成31年4月30日", "2019-04-30"),
        ("昭和64年1月7日", "1989-01-07"),
        ("中華民國115年02月27日", "2026-02-27"),
        ("2026. 2. 27. 오후 3:20", "2026-02-27"),
        ("27 ก.พ. 2569", "2026-02-27"),
        ("27 มี.ค. 69 15:20 น.", "2026-03-27"),
        ("๒๗ กุมภาพันธ์ ๒๕๖๙", "2026-02-27"),
        ("วันศุกร์ที่ 27 กุมภาพันธ์ พ.ศ. 2569", "2026-02-27"),
        ("الجمعة 27 فبراير/شباط 2026", "2026-02-27"),
        ("27 شباط 2026", "2026-02-27"),
        ("27 كانون الثاني 2026", "2026-01-27"),
        ("27 كانون الأول 2026", "2026-12-27"),
        ("27 تشرين الأول 2026", "2026-10-27"),
        ("27 تشرين الثاني/نوفمبر 2026", "2026-11-27"),
        ("27 آب 2026", "2026-08-27"),
        ("27 اغسطس 2026", "2026-08-27"),
        ("27 جويلية 2026", "2026-07-27"),
        ("27 غشت 2026", "2026-08-27"),
        ("٢٠٢٦/٠٢/٢٧", "2026-02-27"),
        ("פברואר 27, 2026", "2026-02-27"),
        ("ה-27 במרס 2026", "2026-03-27"),
        ("27 באוג' 2026", "2026-08-27"),
        ("27 февраля 2026 г., 15:20", "2026-02-27"),
        ("27 лютого 2026 р.", "2026-02-27"),
        ("27 снежня 2026", "2026-12-27"),
        ("27. фебруара 2026.", "2026-02-27"),
        ("27 ақпан 2026", "2026-02-27"),
        ("27 ΦΕΒΡΟΥΑΡΙΟΥ 2026", "2026-02-27"),
        ("Παρασκευή, 27 Φεβ. 2026", "2026-02-27"),
        ("27 Μαϊ 2026", "2026-05-27"),
        ("27 ΙΟΥΛΙΟΥ 2026", "2026-07-27"),
        ("27 tháng 2 năm 2026", "2026-02-27"),
        ("27 फ़रवरी 2026", "2026-02-27"),
        ("創業115年の歴史", None),
        ("十二月二十日に", None),
        ("二十十年一月一日", None),
    ],
)
def test_days_in_numerals_and_calendars_of_other_scripts(text: str, day: str | None) -> None:
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
        ("<h1>A</h1><p>Updated 9 February 2026</p>", "/a", "2026-02-09", "text (last change)"),
        ("<h1>A</h1><p>8 February 2026 - Updated 9 February 2026</p>", "/a", "2026-02-08", "text"),
        ("<h1>A</h1><p>Updated 9 February 2026, published 8 February 2026</p>", "/a", "2026-02-08", "text"),
        (
            "<p>7 February 2026</p><h1>A</h1><p>B</p><p>At the meeting of 8 March 2026 they spoke of it for long.</p>",
            "/a",
            "2026-02-07",
            "text",
        ),
        (f"<h1>A</h1><p>By then, on 8 March 2026, they had all spoken of it at length.</p>{TEXT}", "/a", None, None),
        (f"<h1>A</h1>{TEXT}<p>Post time: 02-04-2026</p>", "/a", "2026-02-04", "text"),
        (f"<h1>A</h1><p>HARBOUR, 3 March 2026 – The ferry {LONG}</p>", "/a", "2026-03-03", "text"),
        (f"<h1>A</h1><p>03.03.2026 Die Fähre {LONG}</p>", "/a", "2026-03-03", "text"),
        (f"<h1>A</h1><p>On March 3, 2026, the ferry {LONG}</p>", "/a", None, None),
        ("<h1>A</h1>" + "<p>B</p>" * 30 + "<b class='date'>1 May 2026</b><p>Other</p>" * 4, "/a", None, None),
        ('<h1>A</h1><script>x = {"publishedAt":"2026-02-10T08:00:00Z"}</script>', "/a", "2026-02-10", "inline_json"),
        (
            '<script type="application/ld+json">{"@type": "WebPage", "datePublished": "2026-02-11"}</script>',
            "/a",
            "2026-02-11",
            "json_ld",
        ),
        ('<meta name="date" content="0001-01-01T00:00:00">', "/a", None, None),
        ("<h1>A</h1>" + "<p>B</p>" * 30 + "<p>Last edited 1 May 2026</p>", "/a", "2026-05-01", "text (last change)"),
        (
            "<h1>A</h1>" + "<p>B</p>" * 30 + "<p>Zuletzt am 1. Mai 2026 geändert</p>",
            "/a",
            "2026-05-01",
            "text (last change)",
        ),
        (f"<h1>A</h1><p>3. März 2026. Die Fähre {LONG}</p>", "/a", "2026-03-03", "text"),
        ("<h1>A <small>03.03.2026 • Harbour</small></h1>", "/a", "2026-03-03", "text"),
        ("<h1><span class='date'>03.03.2026</span>A</h1>", "/a", "2026-03-03", "text"),
        ("<h1><span>Best of 3 March 2026</span></h1>", "/a", None, None),
        ("<h1><span>What came on 3 March 2026</span> and went</h1>", "/a", None, None),
        (
            f"<meta name='date' content=2026-03-09><h1>A</h1>{TEXT}<p>3 March 2026</p><p>So {LONG}</p><p>I {LONG}</p>",
            "/a",
            "2026-03-03",
            "text",
        ),
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
    assert [found and found[0].day for found in (read(page), modified(page, []))] == [1, 2]


@pytest.mark.parametrize(
    ("stated", "changed", "line", "day"),
    [
        ("2026-05-04", "2026-05-04", "1 March 2026", 1),
        ("2026-05-04", "2026-05-03", "Posted 1 March 2026", 1),
        ("2026-05-04", "2026-05-04", "Updated 1 March 2026", 4),
        ("2026-05-04", "2026-05-04", "3 May 2026", 3),
        ("2026-05-04T11:30:00Z", "", "3 May 2026, 21:00", 4),
        ("2026-05-04", "2026-05-04", "1 June 2026", 4),
        ("2026-05-04", "2026-05-09", "1 March 2026", 1),
        ("2026-05-04", "", "1 March 2026", 1),
        ("2026-05-04T23:30:00Z", "", "3 May 2026", 3),
        ("2026-05-04T11:30:00Z", "", "3 May 2026", 4),
        ("2026-05-04", "", "1 March 2026: the storm that broke the gear of the ferry, as we told you then.", 4),
    ],
)
def test_an_earlier_day_beside_the_headline_is_when_it_appeared(stated: str, changed: str, line: str, day: int) -> None:
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
        ("en", "a.example/en-gb", False),
        ("en", "a.example/en-us", True),
        ("", "a.example", True),
        ("de", "a.example", False),
    ],
)
def test_who_writes_the_month_first(language: str, host: str, american: bool) -> None:
    page = Page(f'<html lang="{language}"><h1>A</h1><p>3/4/2026</p></html>', f"https://{host}/news/a")
    assert is_american(page) == american
    found = read(page)
    assert found
    assert found[0].month == (3 if american else 4)


def test_a_headline_in_other_words_is_where_the_day_is_looked_for() -> None:
    head = (
        "<meta property='og:title' content='The ferry returns to our pier'><title>The ferry returns to our pier</title>"
    )
    furniture = (
        "<p>Ports and piers of the coast and what the council of the small town has to say of each of them.</p>" * 20
    )
    page = f"{head}{furniture}<h1>The ferry returns to its old pier</h1><p>3 March 2026</p>{TEXT}<p>1 May 2020</p>"
    found = parse(page, "https://news.example/a").date_published
    assert found
    assert found.month == 3


def test_the_country_of_a_page_that_names_no_language() -> None:
    page = Page("<meta property='og:locale' content='en_GB'><h1>A</h1><p>3/4/2026</p>", "https://a.example/")
    assert not is_american(page)


@pytest.mark.parametrize(
    "line",
    [
        "Veröffentlicht am 9. Februar 2026", "Publié le 9 février 2026", "Publicado el 9 de febrero de 2026",
        "Pubblicato il 9 febbraio 2026", "Gepubliceerd op 9 februari 2026", "Opublikowano: 9 lutego 2026",
        "Опубликовано: 9 февраля 2026", "Опубліковано 9 лютого 2026", "Δημοσιεύτηκε: 9 Φεβρουαρίου 2026",
        "Yayınlanma: 9 Şubat 2026", "نشر في 9 فبراير 2026", "פורסם: 9 בפברואר 2026", "公開 2026年2月9日",
        "发布：2026年2月9日", "입력 2026.02.09", "เผยแพร่ 9 กุมภาพันธ์ 2569", "Diterbitkan 9 Februari 2026",
        "Ngày đăng: 9/2/2026",
    ],
)  # fmt: skip
def test_a_line_that_says_so_is_found_below_the_text(line: str) -> None:
    page = Page(f"<html lang='de'><h1>A</h1>{'<p>B</p>' * 30}<p>{line}</p></html>", "https://news.example/a")
    assert read(page) == (datetime(2026, 2, 9, tzinfo=UTC), "text")


@pytest.mark.parametrize(
    ("line", "moment"),
    [
        ("Published 3 March 2026, 08:30", "2026-03-03T08:30:10-05:00"),
        ("3 March 2026 | 8:30 a.m.", "2026-03-03T08:30:10-05:00"),
        ("2026年3月3日 22時30分", "2026-03-03T22:30:10+09:00"),
        ("3 March 2026, 19:00", "2026-03-03T19:00:10+05:30"),
        ("3 March 2026, 13:30", "2026-03-03T13:30:10+00:00"),
        ("3 March 2026", "2026-03-03T13:30:10+00:00"),
        ("3 March 2026, 13:47", "2026-03-03T13:30:10+00:00"),
        ("Updated 3 March 2026, 16:30", "2026-03-03T13:30:10+00:00"),
        ("3 March 2026, 03:30", "2026-03-03T03:30:10-10:00"),
        ("3 March 2026, 01:30", "2026-03-03T13:30:10+00:00"),
        ("2026.03.03. 오후 10:30", "2026-03-03T22:30:10+09:00"),
        ("2026年3月3日 下午9:30", "2026-03-03T21:30:10+08:00"),
        ("令和八年三月三日　午後十時三十分", "2026-03-03T13:30:10+00:00"),
        ("3 Μαρτίου 2026, 3:30 μ.μ.", "2026-03-03T15:30:10+02:00"),
        ("٣ مارس ٢٠٢٦، ٤:٣٠ م", "2026-03-03T16:30:10+03:00"),
        ("3 มี.ค. 2569 20:30 น.", "2026-03-03T20:30:10+07:00"),
        ('<time datetime="2026-03-03T07:30:10-06:00">today</time>', "2026-03-03T07:30:10-06:00"),
    ],
)
def test_the_offset_of_the_page_is_the_one_that_it_prints(line: str, moment: str) -> None:
    stated = '<meta property="article:published_time" content="2026-03-03T13:30:10Z">'
    found = parse(f"{stated}<h1>Ferry returns</h1><p>{line}</p>{TEXT}", "https://news.example/a").date_published
    assert found
    assert found.isoformat() == moment


def test_a_day_that_begins_at_the_moment_is_the_one_printed() -> None:
    stated = '<meta property="article:published_time" content="2026-03-02T23:00:00Z">'
    page = f"{stated}<h1>Ferry returns</h1><p>3. März 2026</p>{TEXT}"
    found = parse(page, "https://news.example/a").date_published
    assert found
    assert found.isoformat() == "2026-03-03T00:00:00+01:00"


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Updated 9 February 2026", 9),
        ("8 February 2026 - Updated 9 February 2026", 9),
        ("Päivitetty 9.2.2026", 9),
        ("Güncelleme: 9 Şubat 2026", 9),
        ("更新：2026年2月9日", 9),
        ("עודכן 9 בפברואר 2026", 9),
        ('Last updated <time datetime="2026-02-09">yesterday</time>', 9),
        ("8 February 2026", None),
    ],
)
def test_a_printed_day_of_a_change(line: str, day: int | None) -> None:
    found = parse(f"<h1>Ferry returns</h1><p>{line}</p>{TEXT}", "https://news.example/a").date_modified
    assert (found and found.day) == day
