"""Crawls of sources: listings are asked, articles found in them are fetched, and only what is new."""

import gzip
import json
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scraper.archive import open_archive
from scraper.demo import ARTICLES, Newsroom, Reply, publish_edition
from tests.conftest import Morgue

PAGE = (
    "<html><head><title>{title}</title></head><body><article><h1>{title}</h1><p class=deck>Deck of it.</p>"
    "<p>{title}: the harbour master said on Monday that the ferry would sail again, and that nobody need wait.</p>"
    "<p>The council had asked for a report, which it will read in the spring, when the tide allows it.</p>"
    "</article></body></html>"
)
XML = Reply(content_type="application/xml")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


def write(folder: Path, newsroom: Newsroom, *more: str, name: str = "courier") -> None:
    lines = ["[[source]]", f'name = "{name}"', f'homepage = "{newsroom.url("/")}"', *more, ""]
    with (folder / "sources.toml").open("a", encoding="utf-8") as file:
        file.write("\n".join(lines).replace("{site}", newsroom.url("")))


def publish(newsroom: Newsroom, *paths: str) -> None:
    for path in paths:
        newsroom.publish(path, PAGE.format(title=f"Ferry news number {path.strip('/')}"))


def feed(newsroom: Newsroom, *paths: str) -> str:
    items = "".join(f"<item><link>{newsroom.url(path)}</link></item>" for path in paths)
    return f'<rss version="2.0"><channel><title>x</title>{items}</channel></rss>'


def crawl(morgue: Morgue, *options: str, status: int = 0) -> str:
    done = morgue("crawl", "--allow-private", "--delay", "0.01", *options)
    assert done.returncode == status, done.stderr
    return str(done.stderr)


def test_the_demo_is_crawled_whole_and_then_only_what_is_new(folder: Path, newsroom: Newsroom, morgue: Morgue) -> None:
    publish_edition(newsroom)
    write(folder, newsroom, 'feeds = ["{site}/rss.xml"]', 'sitemaps = ["{site}/news-sitemap.xml"]')
    assert "16 stored, 1 paywalled, 2 listed" in crawl(morgue, "--source", "courier")
    asked = len(newsroom.log)
    assert "2 unchanged" in crawl(morgue, "--all")
    assert sorted(newsroom.log[asked:]) == ["/news-sitemap.xml", "/robots.txt", "/rss.xml"]
    with open_archive(folder) as archive:
        row = archive.urls.get(newsroom.url(ARTICLES[0]))
        assert row is not None
        assert row["found_on"] in {newsroom.url("/rss.xml"), newsroom.url("/news-sitemap.xml")}
        assert archive.sources.named("courier")["last_harvest"]


def test_a_feed_without_validators_is_not_read_again_when_it_is_the_same(
    folder: Path, newsroom: Newsroom, morgue: Morgue
) -> None:
    publish(newsroom, "/1", "/2")
    no_tag = Reply(content_type="application/rss+xml", headers={"ETag": ""})
    newsroom.publish("/feed", feed(newsroom, "/1"), no_tag)
    write(folder, newsroom, 'feeds = ["{site}/feed"]')
    assert "1 stored, 1 listed" in crawl(morgue, "--all")
    assert "1 unchanged" in crawl(morgue, "--all")
    newsroom.publish("/feed", feed(newsroom, "/1", "/2"), no_tag)
    assert "1 stored, 1 listed" in crawl(morgue, "--all")


def test_what_a_sitemap_says_has_changed_is_visited_before_its_time(
    folder: Path, newsroom: Newsroom, morgue: Morgue
) -> None:
    """The next visit of the plan is an hour away."""

    def publish_sitemap(lastmod: str) -> None:
        entries = "".join(
            f"<url><loc>{newsroom.url(path)}</loc><lastmod>{date}</lastmod></url>"
            for path, date in (("/ferry-1", "2026-03-01T08:00:00Z"), ("/ferry-2", lastmod))
        )
        newsroom.publish("/sitemap.xml", f"<urlset>{entries}</urlset>", XML)

    publish(newsroom, "/ferry-1", "/ferry-2")
    publish_sitemap("2026-03-01T08:00:00Z")
    write(folder, newsroom, 'sitemaps = ["{site}/sitemap.xml"]', 'article_url = "/ferry-"')
    assert "2 stored, 1 listed" in crawl(morgue, "--all")
    newsroom.publish("/ferry-2", PAGE.format(title="The ferry sinks after all"))
    time.sleep(1.1)  # moments in the archive are whole seconds
    publish_sitemap(datetime.now(UTC).isoformat(timespec="seconds"))
    assert "1 revised, 1 listed" in crawl(morgue, "--all")
    assert newsroom.log.count("/ferry-1") == 1


def test_dates_decide_before_the_fetch_and_another_period_is_looked_for_anew(
    folder: Path, newsroom: Newsroom, morgue: Morgue
) -> None:
    publish_edition(newsroom)
    write(folder, newsroom, 'sitemaps = ["{site}/news-sitemap.xml"]', "since = 2026-02-20")
    assert "1 stored" in crawl(morgue, "--all", "--since", "2026-03-01")
    assert set(newsroom.log) & set(ARTICLES) == {"/harbour/oyster-season.html"}
    said = crawl(morgue, "--all", "--until", "2026-02-22")
    assert "3 stored, 1 listed" in said, "the sitemap has not changed, but what is wanted has"
    assert "/region/storm.html" not in newsroom.log, "sources.toml says since = 2026-02-20"


def test_sitemaps_lead_to_gzipped_sitemaps_and_not_to_other_sites(
    folder: Path, newsroom: Newsroom, morgue: Morgue
) -> None:
    publish(newsroom, "/ferry-4711")
    index = "<sitemapindex><sitemap><loc>/1.xml.gz</loc></sitemap><sitemap><loc>http://127.0.0.2/x</loc></sitemap>"
    newsroom.publish("/index.xml", index, XML)
    entries = "".join(
        f"<url><loc>{url}</loc></url>" for url in ("/ferry-4711", "/about", "http://elm.example/ferry-4711")
    )
    newsroom.publish("/1.xml.gz", gzip.compress(f"<urlset>{entries}</urlset>".encode()), XML)
    write(folder, newsroom, 'sitemaps = ["{site}/index.xml"]')
    assert "1 stored, 2 listed" in crawl(morgue, "--all")
    with open_archive(folder) as archive:
        reasons = {row["url"]: row["reason"] for row in archive.urls.listed()}
    assert reasons[newsroom.url("/1.xml.gz")] == "lists 1, 1 no articles, 1 of other sites"
    assert reasons[newsroom.url("/index.xml")] == "lists 1, 1 of other sites"


def test_sections_are_read_page_by_page_to_a_depth(folder: Path, newsroom: Newsroom, morgue: Morgue) -> None:
    publish(newsroom, "/ferry-10001", "/ferry-10002", "/ferry-10003")
    for page in (1, 2, 3):
        newsroom.publish(f"/town/{page}", f'<a href="/ferry-1000{page}">Ferry</a> <a href="/town/{page + 1}">Next</a>')
    write(folder, newsroom, 'sections = ["{site}/town/1"]')
    assert "1 stored, 1 listed" in crawl(morgue, "--all")
    assert "1 stored, 2 listed" in crawl(morgue, "--all", "--depth", "1")
    with open_archive(folder) as archive:
        assert archive.urls.get(newsroom.url("/ferry-10002"))
        assert archive.urls.get(newsroom.url("/ferry-10003")) is None


def test_a_site_is_walked_to_a_depth(folder: Path, newsroom: Newsroom, morgue: Morgue) -> None:
    publish(newsroom, "/ferry-10001", "/ferry-10002", "/ferry-10003")
    newsroom.publish("/", '<a href="/a">Town</a> <a href="/login">Login</a> <a href="http://127.0.0.2/b">Elsewhere</a>')
    newsroom.publish("/a", '<a href="/a/b">Harbour</a> <a href="/ferry-10001">Ferry</a>')
    newsroom.publish("/a/b", '<a href="/a/b/c">Pier</a> <a href="/ferry-10002">Ferry</a>')
    newsroom.publish("/a/b/c", '<a href="/ferry-10003">Ferry</a>')
    write(folder, newsroom)
    assert "2 stored, 3 listed" in crawl(morgue, "--all", "--site")
    assert "/login" not in newsroom.log


def test_selectors_and_pattern_of_a_source_take_effect(folder: Path, newsroom: Newsroom, morgue: Morgue) -> None:
    publish(newsroom, "/odd", "/ferry-10001")
    newsroom.publish("/feed", feed(newsroom, "/odd", "/ferry-10001"), XML)
    write(folder, newsroom, 'feeds = ["{site}/feed"]', 'article_url = "/odd$"', 'fields = { body = ".deck" }')
    assert "1 stored, 1 listed" in crawl(morgue, "--all")
    with open_archive(folder) as archive:
        row = archive.articles.find(newsroom.url("/odd"))
        assert row is not None
        assert row["body"] == "Deck of it."
        assert json.loads(row["provenance"])["body"] == "source"


def test_sources_that_share_a_host_share_the_largest_delay(folder: Path, newsroom: Newsroom, morgue: Morgue) -> None:
    publish(newsroom, "/1", "/2")
    newsroom.publish("/a", feed(newsroom, "/1"), XML)
    newsroom.publish("/b", feed(newsroom, "/2"), XML)
    write(folder, newsroom, 'feeds = ["{site}/a"]', "delay = 0.01", name="town")
    write(folder, newsroom, 'feeds = ["{site}/b"]', "delay = 0.3", name="harbour")
    assert "2 stored, 2 listed" in crawl(morgue, "--all")
    pauses = [later - earlier for earlier, later in zip(newsroom.times, newsroom.times[1:], strict=False)]
    assert min(pauses[1:]) >= 0.29
    assert min(pauses[1:]) < 0.9, "the delay of the setting does not count here"
    assert articles_by_source(folder) == {"town": 1, "harbour": 1}


def articles_by_source(folder: Path) -> dict[str, int]:
    with open_archive(folder) as archive:
        return {row["source"]: row["articles"] for row in archive.statistics.by_source()}


def test_revisits_are_those_of_the_source(folder: Path, newsroom: Newsroom, morgue: Morgue) -> None:
    publish(newsroom, "/1")
    newsroom.publish("/feed", feed(newsroom, "/1"), XML)
    write(folder, newsroom, 'feeds = ["{site}/feed"]', 'revisits = ["8s"]')
    crawl(morgue, "--all")
    newsroom.publish("/1", PAGE.format(title="The ferry sails no more and no less"))
    planned = datetime.fromisoformat(str(visits(folder, newsroom.url("/1"))["next_visit"]))
    while datetime.now(UTC) <= planned:
        time.sleep(0.05)
    assert "1 revised" in crawl(morgue, "--all")
    assert visits(folder, newsroom.url("/1"))["next_visit"] is None


def visits(folder: Path, url: str) -> dict[str, object]:
    with open_archive(folder) as archive:
        return archive.urls.get(url) or {}


def test_a_listing_that_brings_nothing_says_why(folder: Path, newsroom: Newsroom, morgue: Morgue) -> None:
    newsroom.publish("/page", "<!doctype html><html><body>Not here</body></html>", XML)
    newsroom.publish("/empty", b"", XML)
    write(folder, newsroom, 'feeds = ["{site}/page", "{site}/empty", "{site}/none"]')
    crawl(morgue, "--all", status=1)
    newsroom.publish("/none", b"<rss version='2.0'><channel></channel></rss>", XML)
    crawl(morgue, "--all")
    assert [(row["outcome"], row["reason"]) for row in map(visits, [folder] * 3, feeds_of(newsroom))] == [
        ("parse_error", "it is a page and no feed"),
        ("parse_error", "it is no feed in any known format"),
        ("listed", "lists 0"),
    ]


def test_a_run_without_fruit_says_so(folder: Path, newsroom: Newsroom, morgue: Morgue) -> None:
    publish(newsroom, "/3")
    newsroom.publish("/1", "no", Reply(status=403))
    newsroom.publish("/2", "no", Reply(status=503))
    newsroom.publish("/feed", feed(newsroom, "/1", "/2"), XML)
    newsroom.publish("/void", feed(newsroom), XML)
    write(folder, newsroom, 'feeds = ["{site}/feed", "{site}/void"]', 'revisits = ["30d"]')
    said = crawl(morgue, "--all", status=1)
    assert f"{newsroom.url('/void')}: lists 0\n" in said
    assert "every page that is new was refused" in said
    assert "1 blocked, 1 server error, 2 listed" in said
    said = crawl(morgue, "--all")
    assert "2 unchanged" in said
    assert "refused" not in said
    newsroom.publish("/feed", feed(newsroom, "/1", "/2", "/3"), XML)
    assert "refused" not in crawl(morgue, "--all")


def feeds_of(newsroom: Newsroom) -> list[str]:
    return [newsroom.url(path) for path in ("/page", "/empty", "/none")]


def test_what_is_wrong_is_said_before_anything_is_fetched(folder: Path, newsroom: Newsroom, morgue: Morgue) -> None:
    write(folder, newsroom)
    assert "no source is called 'elm': sources.toml knows courier" in crawl(morgue, "--source", "elm", status=2)
    assert "exclude each other" in crawl(morgue, "--all", "http://127.0.0.1/", status=2)
    assert "--since is for sources" in crawl(morgue, "http://127.0.0.1/", "--since", "today", status=2)
    (folder / "sources.toml").write_text("[[source]]\nname = 3\n")
    assert "line 2: name: 3 is no text" in crawl(morgue, "--all", status=2)
    assert newsroom.log == []
