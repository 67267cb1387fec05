"""What a crawl meets rarely: answers near the limit of time, a Crawl-delay of a day, a kill between redirects."""

import asyncio
import signal
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

from tests.integration.test_kill import start
from tests.integration.test_manners import crawl, fates, page
from tests.looking import PATIENCE
from tests.press import Answer, Asked, Press, reply

LIMIT = 3
"""Seconds that a host has, in place of the 30 of a crawl."""


async def late(seconds: float, title: str) -> AsyncIterator[bytes]:
    await asyncio.sleep(seconds)
    yield reply(page(title))


def test_a_host_that_answers_just_in_time_and_one_that_does_not(tmp_path: Path) -> None:
    def answer(asked: Asked) -> Answer:
        if asked.path == "/robots.txt":
            return reply(status=404)
        return late(LIMIT / 2 if asked.path == "/in-time" else 3 * LIMIT, asked.path)

    with Press(answer, hosts=2) as press:
        crawl(tmp_path, [press.url("/in-time"), press.url("/too-late", 1)], DOWNLOAD_TIMEOUT=LIMIT, RETRY_TIMES=0)
    ended = fates(tmp_path)
    assert ended["/in-time"][:2] == ("done", "stored")
    assert ended["/too-late"] == ("done", "timeout", "no answer in time")


def test_a_crawl_delay_of_a_day_sets_the_host_aside_and_says_so(tmp_path: Path) -> None:
    def answer(asked: Asked) -> bytes:
        if asked.path == "/robots.txt":
            slow = "User-agent: *\nCrawl-delay: 86400"
            return reply(slow if asked.host == "127.0.0.1" else "", content_type="text/plain")
        return reply(page(asked.host + asked.path))

    with Press(answer, hosts=2) as press:
        urls = [press.url(f"/{place}", host) for place in range(3) for host in (0, 1)]
        done = crawl(tmp_path, urls, HOST_PATIENCE=3)
        assert done.returncode == 0, done.stderr
        assert len(press.paths(0)) <= 2
        assert len(press.paths(1)) == 1 + 3
    with closing(sqlite3.connect(tmp_path / "data" / "archive.db")) as connection:
        resting = connection.execute("SELECT host, reason FROM hosts").fetchall()
        waiting = connection.execute("SELECT DISTINCT host FROM urls WHERE state = 'queued'").fetchall()
    assert resting == [("127.0.0.1", "it asks for 86400 s between two requests")]
    assert waiting == [("127.0.0.1",)]


def test_a_crawl_that_is_killed_between_redirects_visits_the_address_once_more(tmp_path: Path) -> None:
    def answer(asked: Asked) -> bytes:
        if not asked.path.startswith("/step/"):
            return reply(status=404)
        step = int(asked.path.removeprefix("/step/"))
        return reply(status=302, Location=f"/step/{step + 1}") if step < 5 else reply(page("There"))

    with Press(answer) as press:
        process = start(tmp_path, "crawl", press.url("/step/1"), delay=0.5)
        press.wait_for(3 + 3)  # robots.txt and its likes, and half of the way
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=PATIENCE)
        last = start(tmp_path, "run", delay=0)
        _, words = last.communicate(timeout=PATIENCE)
        assert last.returncode == 0, words
        assert max(Counter(press.paths()).values()) == 2
    with closing(sqlite3.connect(tmp_path / "archive.db")) as connection:
        assert connection.execute("SELECT count(*) FROM articles").fetchone() == (1,)
        assert connection.execute("SELECT DISTINCT state FROM urls").fetchall() == [("done",)]


def test_what_a_feed_a_sitemap_and_a_section_list_alike_is_fetched_once(tmp_path: Path) -> None:
    def answer(asked: Asked) -> bytes:
        story = press.url("/news/2026/03/01/rivers-rise-in-the-north-again")
        if asked.path == "/feed":
            item = f"<item><title>Rivers</title><link>{story}?utm_source=feed</link></item>"
            return reply(f"<rss version='2.0'><channel>{item}</channel></rss>", content_type="application/rss+xml")
        if asked.path == "/sitemap.xml":
            return reply(f"<urlset><url><loc>{story}#top</loc></url></urlset>", content_type="application/xml")
        if asked.path == "/section":
            return reply(f"<html><body><h2><a href='{story}'>Rivers rise in the north again</a></h2></body></html>")
        return reply(page("Rivers")) if asked.path.startswith("/news/") else reply(status=404)

    with Press(answer) as press:
        lists = f'feeds = ["{press.url("/feed")}"]\nsitemaps = ["{press.url("/sitemap.xml")}"]\n'
        source = f'name = "a"\nhomepage = "{press.url("/")}"\n{lists}sections = ["{press.url("/section")}"]\n'
        (tmp_path / "sources.toml").write_text(f"[[source]]\n{source}article_url = '/news/'\n")
        done = start(tmp_path, "crawl", "--all", delay=0)
        _, words = done.communicate(timeout=PATIENCE)
        assert done.returncode == 0, words
        asked = [path for path in press.paths() if path.startswith("/news/")]
    assert asked == ["/news/2026/03/01/rivers-rise-in-the-north-again"]
    with closing(sqlite3.connect(tmp_path / "archive.db")) as connection:
        kinds = connection.execute("SELECT kind, outcome FROM urls ORDER BY 1").fetchall()
    assert kinds == [("feed", "listed"), ("page", "stored"), ("section", "listed"), ("sitemap", "listed")]
