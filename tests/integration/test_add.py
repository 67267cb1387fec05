"""``morgue add``: from the address of a site to its table in sources.toml."""

import json
from pathlib import Path

from scraper.demo import Newsroom, Reply, publish_edition
from scraper.sources import read_sources
from tests.conftest import Morgue
from tests.integration.test_sources import PAGE, XML, feed, publish
from tests.press import Press, reply

FAST = ("--allow-private", "--delay", "0.01")


def test_the_demo_is_found_shown_written_and_crawled(tmp_path: Path, newsroom: Newsroom, morgue: Morgue) -> None:
    publish_edition(newsroom)
    added = morgue("add", newsroom.url("/"), "--name", "courier", *FAST)
    assert added.returncode == 0, added.stderr
    for shown in ("Oyster season opens late", "2026-04-04", "counters", "[[source]]", "confidence"):
        assert shown in added.stdout
    (source,) = read_sources(tmp_path / "data")
    assert (source.name, source.homepage, source.language) == ("courier", newsroom.url("/"), "en")
    assert source.feeds == (newsroom.url("/rss.xml"),)
    assert source.sitemaps == (newsroom.url("/news-sitemap.xml"),)
    assert set(source.sections) == {newsroom.url("/"), newsroom.url("/harbour/"), newsroom.url("/town/")}
    assert "/drafts/pier.html" not in newsroom.log, "robots.txt forbids it"
    assert not (tmp_path / "data" / "archive.db").exists()
    assert "Next: morgue crawl --source courier --allow-private --data" in added.stderr
    crawled = morgue("crawl", "--source", "courier", *FAST)
    assert "16 stored, 1 paywalled" in crawled.stderr
    again = morgue("add", newsroom.url("/"), *FAST)
    assert (again.returncode, "is a source already, called 'courier'" in again.stderr) == (2, True)


def test_a_dry_run_writes_nothing_and_programs_get_json(tmp_path: Path, newsroom: Newsroom, morgue: Morgue) -> None:
    publish_edition(newsroom)
    found = json.loads(morgue("add", newsroom.url("/"), "--dry-run", "--json", *FAST).stdout)
    assert (found["name"], len(found["samples"])) == ("127.0.0.1", 3)
    assert not (tmp_path / "data" / "sources.toml").exists()


def test_comments_of_the_file_stay_and_the_past_of_the_site_is_a_comment(
    tmp_path: Path, newsroom: Newsroom, morgue: Morgue
) -> None:
    (tmp_path / "data").mkdir()
    file = tmp_path / "data" / "sources.toml"
    file.write_text('# mine\n[[source]]\nname = "elm"  # the old one\nhomepage = "https://elm.example/"', "utf-8")
    publish(newsroom, "/ferry-10001")
    newsroom.publish("/", '<head><link rel="alternate" type="application/rss+xml" href="/f"></head><a href="/x">x</a>')
    newsroom.publish("/f", feed(newsroom, "/ferry-10001"), XML)
    newsroom.publish("/sitemap.xml", "<urlset><url><loc>/ferry-10001</loc></url></urlset>", XML)
    added = morgue("add", newsroom.url("/"), "--yes", *FAST)
    assert added.returncode == 0, added.stderr
    text = file.read_text("utf-8")
    assert text.startswith('# mine\n[[source]]\nname = "elm"  # the old one\n')
    assert f'# "{newsroom.url("/sitemap.xml")}"' in text
    assert [source.name for source in read_sources(tmp_path / "data")] == ["elm", "127.0.0.1"]


def test_feed_and_sitemap_are_looked_for_in_the_usual_places(
    tmp_path: Path, newsroom: Newsroom, morgue: Morgue
) -> None:
    newsroom.publish("/", "<p>Nothing here.</p>")
    newsroom.publish("/atom.xml", feed(newsroom, "/1"), XML)
    newsroom.publish("/news-sitemap.xml", "<urlset><url><loc>/1</loc></url></urlset>", XML)
    publish(newsroom, "/1")
    morgue("add", newsroom.url("/"), *FAST)
    (source,) = read_sources(tmp_path / "data")
    assert source.feeds == (newsroom.url("/atom.xml"),)


def test_the_address_of_a_feed_will_do(tmp_path: Path, newsroom: Newsroom, morgue: Morgue) -> None:
    newsroom.publish("/f", feed(newsroom, "/1"), XML)
    newsroom.publish("/1", PAGE.format(title="Ferry news of the day"))
    added = morgue("add", newsroom.url("/f"), *FAST)
    assert "Ferry news of the day" in added.stdout
    (source,) = read_sources(tmp_path / "data")
    assert (source.homepage, source.feeds) == (newsroom.url("/"), (newsroom.url("/f"),))


def test_a_site_with_nothing_to_find_says_so_and_what_to_do(tmp_path: Path, newsroom: Newsroom, morgue: Morgue) -> None:
    newsroom.publish("/", "<p>Nothing here.</p>")
    added = morgue("add", newsroom.url("/"), *FAST)
    assert added.returncode == 1
    assert "names no feed, sitemap or articles" in added.stderr
    assert "give the address of a feed" in added.stderr
    newsroom.publish("/", "no", Reply(status=503))
    assert "HTTP 503" in morgue("add", newsroom.url("/"), *FAST).stderr
    assert not (tmp_path / "data" / "sources.toml").exists()


def test_private_addresses_and_forbidden_pages_are_not_looked_at(newsroom: Newsroom, morgue: Morgue) -> None:
    publish_edition(newsroom)
    refused = morgue("add", newsroom.url("/"))
    assert (refused.returncode, newsroom.log) == (1, [])
    assert "--allow-private lets it be fetched" in refused.stderr
    newsroom.publish("/robots.txt", "User-agent: *\nDisallow: /", Reply(content_type="text/plain"))
    assert "robots.txt forbids it" in morgue("add", newsroom.url("/"), *FAST).stderr
    assert set(newsroom.log) == {"/robots.txt"}
    assert "Reading https://news.invalid/" in morgue("add", "news.invalid").stderr


def test_a_page_that_is_no_front_page_is_named(newsroom: Newsroom, morgue: Morgue) -> None:
    fronts = {
        "Before you continue": (Reply(), "the wall of a request for consent stands before it"),
        "Just a moment...": (Reply(status=403), "HTTP 403: the wall of Cloudflare"),
        "Start": (Reply(), "perhaps it needs JavaScript"),
        "PDF": (Reply(content_type="application/pdf"), "it is application/pdf, not HTML"),
    }
    for title, (answer, words) in fronts.items():
        body = "%PDF-1.7" if title == "PDF" else f"<title>{title}</title><div id=root></div>"
        newsroom.publish("/", body, answer)
        added = morgue("add", newsroom.url("/"), *FAST)
        assert (added.returncode, words in added.stderr) == (1, True), added.stderr


def test_a_front_page_on_another_site_is_said(newsroom: Newsroom, morgue: Morgue) -> None:
    with Press(lambda asked: reply("<title>Agree</title>") if asked.path == "/ask" else reply(status=404), 2) as press:
        newsroom.publish("/", "", Reply(status=302, headers={"Location": press.url("/ask", 1)}))
        added = morgue("add", newsroom.url("/"), *FAST)
    assert f"{newsroom.url('/')} leads to another site: {press.url('/ask', 1)}" in added.stderr


def test_what_lies_below_a_path_and_what_is_linked_in_odd_ways_is_found(
    tmp_path: Path, newsroom: Newsroom, morgue: Morgue
) -> None:
    publish(newsroom, "/blog/ferry-10001")
    entries = feed(newsroom, "/blog/ferry-10001")
    newsroom.publish("/blog/", "<a href=/blog/ferry-10001>Ferry</a>")
    newsroom.publish("/blog/rss.xml", entries, XML)
    newsroom.publish(
        "/sub", "<base href=/x/y/><link rel=alternate type='application/rss+xml' href='../old'><a href=/blog/>b</a>"
    )
    newsroom.publish("/x/old", "", Reply(status=301, headers={"Location": "/blog/rss.xml"}))
    newsroom.publish(
        "/robots.txt", b"Sitemap: /1.xml\n" * 3 + bytes(range(256)), Reply(content_type="application/octet-stream")
    )
    for path in ("/blog/", "/sub"):
        added = morgue("add", newsroom.url(path), *FAST)
        assert added.returncode == 0, added.stderr
    assert [source.feeds for source in read_sources(tmp_path / "data")] == [
        (newsroom.url("/blog/rss.xml"),),
        (newsroom.url("/x/old"),),
    ]


def test_of_many_sitemaps_those_of_news_are_read_and_those_of_the_past_are_a_comment(
    tmp_path: Path, newsroom: Newsroom, morgue: Morgue
) -> None:
    publish(newsroom, "/ferry-10001")
    newsroom.publish("/", "<a href=/ferry-10001>Ferry</a>")
    old = "".join(f"<sitemap><loc>/{year}.xml</loc><lastmod>{year}-12-31</lastmod></sitemap>" for year in (2003, 2004))
    newsroom.publish("/index.xml", f"<sitemapindex>{old}</sitemapindex>", XML)
    newsroom.publish("/robots.txt", "Sitemap: /index.xml", Reply(content_type="text/plain"))
    added = morgue("add", newsroom.url("/"), *FAST)
    assert added.returncode == 0, added.stderr
    (source,) = read_sources(tmp_path / "data")
    assert (source.sitemaps, source.sections) == ((), (newsroom.url("/"),))
    assert f'# "{newsroom.url("/index.xml")}"' in added.stdout
    news = (
        "<urlset xmlns:n='http://www.google.com/schemas/sitemap-news/0.9'><url><loc>/ferry-10001</loc></url></urlset>"
    )
    newsroom.publish("/google-news.xml", news, XML)
    many = "".join(f"Sitemap: /{number}.xml\n" for number in range(30))
    newsroom.publish("/robots.txt", f"{many}Sitemap: /google-news.xml", Reply(content_type="text/plain"))
    found = json.loads(morgue("add", newsroom.url("/"), "--dry-run", "--json", "--data", tmp_path, *FAST).stdout)
    assert found["sitemaps"] == [newsroom.url("/google-news.xml")]
