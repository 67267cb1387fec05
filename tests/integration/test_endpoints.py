"""Services that are asked for counters while a crawl runs: kind ones, dead ones, slow ones, liars."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable
from itertools import pairwise
from pathlib import Path

import pytest

from scraper.counters.endpoints import names
from tests.integration.test_recount import PAGE
from tests.looking import PATIENCE
from tests.press import Answer, Asked, Press, reply

KEYS = {"MORGUE_DISQUS_KEY": "k", "MORGUE_FACEBOOK_TOKEN": "f", "MORGUE_REDDIT_TOKEN": "r"}
FORUM = "disqus=press"
JSON = "application/json"
PATHS: dict[str, tuple[str, str, object]] = {
    "hatena": ("/count/entry?", "hatena share", 12),
    "pinterest": ("/v1/urls/count.json?", "pinterest share", 'receiveCount({"url":"x","count":12})'),
    "vk": ("/share.php?", "vk share", "VK.Share.count(1, 12);"),
    "odnoklassniki": ("/dk?", "odnoklassniki share", {"ref": "x", "count": "12"}),
    "tumblr": ("/v2/share/stats?", "tumblr share", {"response": {"note_count": 12}}),
    "buffer": ("/1/links/shares.json?", "buffer share", {"shares": 12}),
    "hackernews": ("/api/v1/search?", "hackernews share", {"hits": [{}] * 3, "nbHits": 3}),
    "mastodon": ("/api/v2/search?", "mastodon share", {"statuses": [{"card": {}, "reblogs_count": 11}]}),
    "bluesky": ("/xrpc/app.bsky.feed.searchPosts?", "bluesky share", {"posts": [{"repostCount": 11}]}),
    "coral": ("/api/story/count?", "site comment", {"count": 12}),
    "disqus": ("/api/3.0/threads/set.json?", "site comment", {"code": 0, "response": [{"posts": 12}]}),
    "facebook": ("/v23.0/?", "facebook share", {"engagement": {"share_count": 12}}),
    "reddit": ("/api/info?", "reddit share", {"data": {"children": [{"kind": "t3", "data": {}}] * 12}}),
}
"""Where each service is asked, the counter that it tells, and its answer; the article's address is filled in."""

Read = Callable[[str], list[tuple[object, ...]]]


class World:
    """A newspaper on one loopback address and every service on another."""

    def __init__(self, folder: Path, service: Callable[[Asked], Answer], timeout: float = PATIENCE) -> None:
        self.folder = folder
        self._timeout = timeout
        self._service = service
        self.press = Press(self._answer, hosts=2)

    def _answer(self, asked: Asked) -> Answer:
        if asked.path == "/robots.txt":
            return (
                reply("User-agent: *\nDisallow: /", content_type="text/plain")
                if self._is_service(asked)
                else reply("", 404)
            )
        return self._service(asked) if self._is_service(asked) else reply(PAGE.format(asked.path, 7))

    def _is_service(self, asked: Asked) -> bool:
        return asked.host == self.press.names[1]

    def scrapy(self, spider: str, *arguments: str, endpoints: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "scrapy", "crawl", spider, *arguments, *self.settings(endpoints)]
        return subprocess.run(
            command, env=os.environ | KEYS, capture_output=True, text=True, timeout=PATIENCE, check=False
        )

    def settings(self, endpoints: str) -> list[str]:
        values = {
            "ARCHIVE_FOLDER": str(self.folder),
            "ALLOW_PRIVATE_ADDRESSES": "1",
            "DOWNLOAD_DELAY": "0",
            "ENDPOINT_DELAY": "0",
            "ENDPOINT_TIMEOUT": str(self._timeout),
            "ENDPOINT_MAXSIZE": "20000",
            "HOST_BACKOFF": "0.05",
            "HOST_PATIENCE": "6",
            "ENDPOINTS": endpoints,
            "ENDPOINT_BASES": json.dumps(dict.fromkeys(names(), self.press.url("", 1))),
        }
        return [part for name, value in values.items() for part in ("-s", f"{name}={value}")]

    def crawl(self, *paths: str, endpoints: str) -> subprocess.CompletedProcess[str]:
        urls = " ".join(self.press.url(path) for path in paths)
        return self.scrapy("urls", "-a", f"url={urls}", endpoints=endpoints)

    def read(self, sql: str) -> list[tuple[object, ...]]:
        connection = sqlite3.connect(self.folder / "archive.db")
        rows = connection.execute(sql).fetchall()
        connection.close()
        return rows


SECOND = "strftime('%Y-%m-%dT%H:%M:%SZ', 'now')"
TOLD = "SELECT network || ' ' || action, count FROM share_counts WHERE found_in = 'endpoint' ORDER BY id"


def kind_service(article: Callable[[], str]) -> Callable[[Asked], bytes]:
    def answer(asked: Asked) -> bytes:
        (said,) = [said for path, _, said in PATHS.values() if asked.path.startswith(path)]
        body = said if isinstance(said, str) else json.dumps(said)
        hit = json.dumps({"url": article(), "points": 5, "num_comments": 2})
        card = json.dumps({"url": article()})
        return reply(body.replace("{}, {}, {}", f"{hit}, {{}}, {{}}").replace('"card": {}', f'"card": {card}'))

    return answer


def test_every_service_is_asked_and_its_counters_are_appended(tmp_path: Path) -> None:
    world = World(tmp_path, kind_service(lambda: world.press.url("/a.html")))
    with world.press as press:
        asked = [FORUM if name == "disqus" else name for name in PATHS]
        done = world.crawl("/a.html", endpoints=",".join(asked))
        assert done.returncode == 0, done.stderr
        (robots,) = [path for path in press.paths(0) if "robots" in path]
        assert robots
        assert len(press.paths(1)) == len(PATHS) == len(names()), "and no robots.txt, which speaks of crawlers"
        headers = {seen.path.partition("?")[0]: seen.headers for seen in press.log if seen.host == press.names[1]}
        assert headers["/api/info"]["authorization"] == "bearer r"
        assert any("api_key=k" in path for path in press.paths(1))
    told = dict.fromkeys((name for _, name, _ in PATHS.values()), 12) | {"hackernews share": 1}
    found = world.read(TOLD)
    assert {name: count for name, count in found if name in told} == told
    assert set(world.read("SELECT outcome FROM urls WHERE kind LIKE 'endpoint:%'")) == {("counted",)}
    assert world.read("SELECT count(*) FROM urls WHERE url LIKE '%api_key%'") == [(0,)], "no key in the archive"
    assert world.read("SELECT count(*), min(article), max(article) FROM share_counts") == [(len(found) + 1, 1, 1)]
    assert world.read("SELECT count(*) FROM sources") == [(1,)], "a service is no source"
    assert world.read("SELECT json(outcomes) FROM harvests") == [('{"stored":1}',)]


async def endless(_: Asked) -> AsyncIterator[bytes]:
    yield b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"
    for _place in range(1000):
        yield b"[" * 1000


async def silent(_: Asked) -> AsyncIterator[bytes]:
    import asyncio  # noqa: PLC0415

    await asyncio.sleep(PATIENCE)
    yield b"HTTP/1.1 200 OK\r\n\r\n12"


async def garbage(_: Asked) -> AsyncIterator[bytes]:
    yield b"no HTTP at all\r\n\r\n"


MOODS: dict[str, tuple[Callable[[Asked], Answer], str, str]] = {
    "HTML": (lambda _: reply("<!doctype html><html>12</html>"), "empty", "hatena tells no number"),
    "negative": (lambda _: reply("-12", content_type=JSON), "empty", "hatena tells no number"),
    "null": (lambda _: reply("null", content_type=JSON), "empty", "hatena tells no number"),
    "deep": (lambda _: reply("[" * 9000, content_type=JSON), "empty", "hatena tells no number"),
    "huge": (lambda _: reply("9" * 100_000, content_type=JSON), "too_large", "DOWNLOAD_MAXSIZE"),
    "endless": (endless, "too_large", "DOWNLOAD_MAXSIZE"),
    "slow": (silent, "timeout", "no answer in time"),
    "no HTTP": (garbage, "unreachable", "not HTTP"),
    "gone": (lambda _: reply("", 410), "gone", "HTTP 410"),
    "moved": (lambda _: reply("", 302, Location="/elsewhere"), "not_found", "HTTP 302"),
    "refused": (lambda _: reply("", 403), "blocked", "HTTP 403"),
    "failing": (lambda _: reply("", 503), "server_error", "HTTP 503"),
}


FAILURES = ("slow", "no HTTP", "failing")
"""Moods that count as failures of the host: in one crawl they would let it rest before all were met."""


@pytest.mark.parametrize("moods", [[mood for mood in MOODS if mood not in FAILURES], *([mood] for mood in FAILURES)])
def test_a_bad_service_costs_no_article(tmp_path: Path, moods: list[str]) -> None:
    def service(asked: Asked) -> Answer:
        place = int(asked.path.removesuffix(".html").rpartition("%2F")[2])
        return MOODS[moods[place]][0](asked)

    world = World(tmp_path, service, timeout=1 if moods == ["slow"] else PATIENCE)
    with world.press:
        done = world.crawl(*[f"/{place}.html" for place in range(len(moods))], endpoints="hatena")
        assert done.returncode == 0, done.stderr
        assert "Traceback" not in done.stderr
    assert world.read(TOLD) == []
    fates = world.read("SELECT url, outcome, reason FROM urls WHERE kind LIKE 'endpoint:%' ORDER BY url")
    for (url, outcome, reason), mood in zip(fates, moods, strict=True):
        assert (outcome, MOODS[mood][2] in str(reason)) == (MOODS[mood][1], True), (url, mood, reason)
    assert world.read("SELECT DISTINCT count, found_in FROM share_counts") == [(7, "text")]
    assert world.read("SELECT outcome, count(*) FROM urls WHERE kind = 'page' GROUP BY 1") == [("stored", len(moods))]
    assert world.read("SELECT count(*) FROM deletions") == [(0,)]


def test_retry_after_is_kept_and_articles_do_not_wait(tmp_path: Path) -> None:
    answers = iter([reply("", 429, Retry_After="4"), *[reply("3")] * 9])
    world = World(tmp_path, lambda _: next(answers))
    with world.press as press:
        done = world.crawl("/a.html", "/b.html", "/c.html", endpoints="hatena")
        assert done.returncode == 0, done.stderr
        asked = [seen for seen in press.log if seen.host == press.names[1]]
        pages = [seen for seen in press.log if seen.host == press.names[0] and seen.path != "/robots.txt"]
    assert asked[1].began - asked[0].ended >= 4.0
    assert pages[-1].ended < asked[1].began
    assert world.read(TOLD) == [("hatena share", 3)] * 3


def test_a_dead_service_is_left_alone_and_the_crawl_ends(tmp_path: Path) -> None:
    world = World(tmp_path, lambda _: reply("", 500))
    with world.press as press:
        done = world.crawl(*[f"/{place}.html" for place in range(30)], endpoints="hatena")
        assert done.returncode == 0, done.stderr
        assert len(press.paths(1)) < 10, "five failures in a row and it rests"
    assert world.read("SELECT count(*) FROM articles") == [(30,)]
    waiting = world.read("SELECT count(*) FROM urls WHERE kind = 'endpoint:hatena' AND state = 'queued'")[0][0]
    assert isinstance(waiting, int)
    assert waiting > 20, "they wait for the next run"
    assert world.read("SELECT host FROM hosts") == [(world.press.names[1],)]


def test_a_recount_asks_again_and_after_a_kill_the_rest_is_asked(tmp_path: Path) -> None:
    world = World(tmp_path, lambda _: reply("5"))
    paths = [f"/{place}.html" for place in range(12)]
    with world.press as press:
        assert world.crawl(*paths, endpoints="hatena").returncode == 0
        while world.read(f"SELECT max(observed_at) < {SECOND} FROM share_counts") != [(1,)]:
            time.sleep(0.05)  # of one second there is one observation
        command = [sys.executable, "-m", "scrapy", "crawl", "recount", "-a", "older_than=0", *world.settings("hatena")]
        with subprocess.Popen([*command, "-s", "ENDPOINT_DELAY=0.4"], stderr=subprocess.DEVNULL) as process:
            deadline = time.monotonic() + PATIENCE
            while world.read(f"SELECT count(*) FROM ({TOLD})") < [(len(paths) + 3,)] and time.monotonic() < deadline:
                time.sleep(0.05)
            process.send_signal(signal.SIGKILL)
            process.wait(PATIENCE)
        asked = [seen for seen in press.log if seen.host == press.names[1]][len(paths) :]
        gaps = [after.began - before.ended for before, after in pairwise(asked)]
        assert min(gaps) >= 0.39, "pages may be fetched faster, services are not asked faster"
        told = world.read("SELECT count(*) FROM share_counts WHERE found_in = 'endpoint'")[0][0]
        assert isinstance(told, int)
        assert 12 < told < 24, "killed in the middle"
        last = world.scrapy("resume", endpoints="hatena")
        assert last.returncode == 0, last.stderr
    assert world.read("SELECT n, count(*) FROM (SELECT count(*) AS n FROM share_counts GROUP BY article, found_in)"
                      " GROUP BY 1") == [(2, 24)]  # fmt: skip
    assert world.read("SELECT count(*) FROM share_count_growth WHERE found_in = 'endpoint' AND growth = 0") == [(12,)]


def test_a_source_asks_for_its_own(tmp_path: Path) -> None:
    world = World(tmp_path, lambda _: reply('{"count": 4}', content_type=JSON))
    with world.press as press:
        source = (
            f'[[source]]\nname = "Press"\nhomepage = "{press.url("/")}"\nendpoints = ["coral={press.url("", 1)}"]\n'
        )
        (tmp_path / "sources.toml").write_text(source)
        assert world.crawl("/a.html", endpoints="").returncode == 0
        assert world.read(TOLD) == [("site comment", 4)]
        (tmp_path / "sources.toml").write_text(source.replace("coral=", "corral="))
        done = world.crawl("/b.html", endpoints="")
    assert "sources.toml, source Press: no endpoint is called 'corral': is coral meant?" in done.stderr


@pytest.mark.parametrize(
    ("names", "words"),
    [("hatenna", "is hatena meant?"), ("coral", "coral=https://"), ("reddit", "MORGUE_REDDIT_TOKEN")],
)
def test_what_cannot_be_asked_is_said_before_anything_is_fetched(tmp_path: Path, names: str, words: str) -> None:
    command = [sys.executable, "-m", "scraper", "crawl", "http://127.0.0.1:9/", "--endpoints", names]
    done = subprocess.run([*command, "--data", tmp_path], capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert done.returncode == 2
    assert words in done.stderr


def test_strangers_are_told_of_no_private_address(tmp_path: Path) -> None:
    world = World(tmp_path, lambda _: reply("5"))
    with world.press as press:
        command = [sys.executable, "-m", "scraper", "crawl", press.url("/a.html"), "--allow-private"]
        options = ["--data", str(tmp_path), "--endpoints", "hatena=https://192.0.2.1.example"]
        done = subprocess.run([*command, *options], capture_output=True, text=True, timeout=PATIENCE, check=False)
        assert done.returncode == 0, done.stderr
    assert world.read("SELECT count(*) FROM urls WHERE kind LIKE 'endpoint:%'") == [(0,)]
