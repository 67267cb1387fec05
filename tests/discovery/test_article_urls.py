import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.discovery.article_urls import judge_url, refusal

SITE = "https://news.example"


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/2026/03/01/ferry", "a date"),
        ("/2026/mar/01/ferry-returns", "a date"),
        ("/town/2026-03-01/bridge.html", "a date"),
        ("/archive/2026/03/ferry.html", "a date"),
        ("/ferry-returns-20260301.html", "a date"),
        ("/town/ferry-returns-184223.html", "a number"),
        ("/a/93036630", "a number"),
        ("/bruecke-gesperrt-4711", "a number"),
        ("/article.php?id=4711", "an id in the query"),
        ("/?p=4711", "an id in the query"),
        ("/harbour/ferry-returns-to-the-pier", "a headline"),
        ("/harbour/ferry_returns_tonight/", "a headline"),
        ("/ferry-returns-to-the-pier/live", "a headline"),
        ("/%E6%B8%AF%E3%81%AE%E7%81%AF%E7%B1%A0%E3%81%BE%E3%81%A4%E3%82%8A", "a headline"),
        ("/news/articles/clymn8zyrp9o", "an id"),
        ("/story/141e61e9-8a07-42e4-a527-2f03f45e7ef0", "an id"),
        ("/article/ferry", "a name after /article/"),
        ("/harbour/ferry-returns.html", "a page with a name"),
        ("/gallery/ferry-returns-to-the-northern-pier", "a headline"),
        ("/archive/ferry-returns-to-the-northern-pier", "a headline"),
        ("/category/town/ferry-returns-to-the-northern-pier", "a headline"),
        ("/about/ferry-returns-to-the-northern-pier", "a headline"),
    ],
)
def test_an_article_is_known_by(path: str, reason: str) -> None:
    judgement = judge_url(SITE + path)
    assert (judgement.is_article, judgement.reason) == (True, reason)


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/", "the front page"),
        ("/en/", "the front page"),
        ("/de-CH/index.html", "the front page"),
        ("/?s=ferry", "a search"),
        ("/find?q=ferry", "a search"),
        ("/search/ferry", "a service: /search/"),
        ("/login", "a service: /login/"),
        ("/about-us/", "a service: /about-us/"),
        ("/impressum", "a service: /impressum/"),
        ("/wp-json/posts", "a service: /wp-json/"),
        ("/tag/floods-in-the-old-town", "a list: /tag/"),
        ("/tags/70451/harbour", "a list: /tags/"),
        ("/author/maren-holt/", "a list: /author/"),
        ("/Thema/hafen", "a list: /thema/"),
        ("/category/town/life-in-villages", "a list: /category/"),
        ("/gallery/pier", "a folder of pictures, files or old issues: /gallery/"),
        ("/photos/2026/ferry.jpg", "a file: .jpg"),
        ("/reports/budget-2026-final-draft.pdf", "a file: .pdf"),
        ("/rss.xml", "a file: .xml"),
        ("/town/page/3", "a further page of a list"),
        ("/2026/03/", "a day's or month's list"),
        ("/2026-03-01", "a day's or month's list"),
        ("/town/", "neither a date, a number nor a headline in it"),
        ("/rhein-und-ruhr/", "neither a date, a number nor a headline in it"),
        ("/town/council", "neither a date, a number nor a headline in it"),
    ],
)
def test_what_is_no_article_is_refused_because_it_is(path: str, reason: str) -> None:
    judgement = judge_url(SITE + path)
    assert (judgement.is_article, judgement.reason) == (False, reason)


def test_a_source_s_own_pattern_decides_alone() -> None:
    assert judge_url(f"{SITE}/tag/7", r"/tag/\d").is_article
    assert judge_url(f"{SITE}/2026/03/01/ferry", r"/story/").reason == "does not match article_url"


@pytest.mark.parametrize("path", ["/town/council", "/a", "/2026/03/01/ferry"])
def test_what_a_feed_names_need_not_look_like_an_article(path: str) -> None:
    assert refusal(SITE + path) is None


@given(st.text())
def test_any_address_gets_a_reason(text: str) -> None:
    assert judge_url(f"{SITE}/{text.replace('[', '')}").reason
