"""How a crawl treats its hosts, read from the server's own log."""

import asyncio
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest

from tests.looking import PATIENCE
from tests.press import Asked, Press, Seen, reply

WORDS = "<p>The council of the small town met on Tuesday and spoke for a long time about the bridge, number {}.</p>"
LATE = 0.02
"""Seconds by which a request may seem to come early: it travels for less time than the one before."""


def page(title: str) -> str:
    text = "".join(WORDS.format(f"{place} of {title}") for place in range(6))
    return f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{text}</article></body></html>"


@dataclass
class Crawled:
    """How a crawl in a process of its own ended."""

    returncode: int
    stderr: str
    peak: float
    """Megabytes of memory at most."""

    readers: float
    """Of the largest of the processes that have read for it."""


def crawl(folder: Path, urls: list[str], spider: str = "urls", **settings: object) -> Crawled:
    """Crawl with settings of a test's own, two minutes at most."""
    listed = folder / "urls.txt"
    listed.write_text("\n".join(urls))
    given = {"ARCHIVE_FOLDER": folder / "data", "ALLOW_PRIVATE_ADDRESSES": 1, "DOWNLOAD_DELAY": 0, "HOST_BACKOFF": 0.1}
    given["RESERVATION_FILES"] = 0
    options = [part for name, value in (given | settings).items() for part in ("-s", f"{name}={value}")]
    command = [sys.executable, "-m", "scrapy", "crawl", spider, *options]
    command += ["-a", f"file={listed}"] if urls else []
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(Path.cwd()), str(folder)])}
    with (folder / "log.txt").open("w") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    peak, readers, deadline = 0.0, 0.0, time.monotonic() + PATIENCE
    while process.poll() is None:
        if time.monotonic() > deadline:
            process.kill()
        peak = max(peak, memory(process.pid))
        readers = max([readers, *map(memory, readers_of(process.pid))])
        time.sleep(0.05)
    return Crawled(process.returncode, (folder / "log.txt").read_text(), peak, readers)


def readers_of(process: int) -> list[int]:
    """Give the processes that read pages for a crawl; one that is only being started looks like the crawl itself."""
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
        return [int(child) for child in children if b"reading_process" in Path(f"/proc/{child}/cmdline").read_bytes()]
    except OSError:
        return []


def memory(process: int) -> float:
    """Give the megabytes that a process has had at most.

    What ``wait4`` tells begins with the size of the process that started it, and this one is large.
    """
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)


def fates(folder: Path) -> dict[str, tuple[str, str | None, str | None]]:
    connection = sqlite3.connect(folder / "data" / "archive.db")
    rows = connection.execute("SELECT url, state, outcome, reason FROM urls").fetchall()
    connection.close()
    return {"/" + url.split("/", 3)[3]: (state, outcome, reason) for url, state, outcome, reason in rows}


def gaps(log: list[Seen], host: str) -> list[float]:
    """Give the seconds from the end of each answer of a host to the next request."""
    return [later.began - former.ended for former, later in pairwise(seen for seen in log if seen.host == host)]


@pytest.fixture
def town() -> Iterator[Press]:
    """Four hosts; the first is slow, the second wants a delay, the third has no robots.txt, the fourth forbids some."""
    robots = {
        "127.0.0.2": reply("User-agent: *\nCrawl-delay: 0.5\n", content_type="text/plain"),
        "127.0.0.4": reply("User-agent: *\nDisallow: /secret\n", content_type="text/plain"),
    }

    def answer(asked: Asked) -> bytes:
        if asked.path == "/robots.txt":
            return robots.get(asked.host, reply(status=404))
        return reply(page(asked.host + asked.path))

    with Press(answer, hosts=4) as press:
        yield press


def test_never_two_at_once_and_never_closer_than_the_delay(town: Press, tmp_path: Path) -> None:
    urls = [town.url(f"/{place}", host) for host in range(4) for place in range(4)]
    done = crawl(tmp_path, [*urls, town.url("/secret/1", 3)], DOWNLOAD_DELAY=0.2)
    assert done.returncode == 0, done.stderr
    for place, host in enumerate(town.names):
        least = 0.5 if place == 1 else 0.2
        assert len(town.paths(place)) == 5, host
        assert town.paths(place)[0] == "/robots.txt"
        assert min(gaps(town.log, host)) > least - LATE, host
    assert "/secret/1" not in town.paths(3)
    assert fates(tmp_path)["/secret/1"] == ("done", "robots", "robots.txt forbids it")


def test_hosts_are_asked_side_by_side(town: Press, tmp_path: Path) -> None:
    urls = [town.url(f"/{place}", host) for host in (0, 2, 3) for place in range(5)]
    crawl(tmp_path, urls, DOWNLOAD_DELAY=0.4)
    asked = [[seen.began for seen in town.log if seen.host == town.names[host]] for host in (0, 2, 3)]
    assert max(host[1] for host in asked) < min(host[-1] for host in asked)


def test_redirects_and_retries_keep_the_delay_of_the_host_that_they_go_to(tmp_path: Path) -> None:
    tries: list[str] = []

    def answer(asked: Asked) -> bytes:
        if asked.path == "/robots.txt":
            return reply(status=404)
        if asked.path.startswith("/old"):
            return reply(status=301, Location=f"http://127.0.0.2:{press.port}/new{asked.path[4:]}")
        tries.append(asked.path)
        return reply(status=503) if tries.count(asked.path) == 1 else reply(page(asked.path))

    with Press(answer, hosts=2) as press:
        urls = [press.url(f"/old{place}") for place in range(3)] + [press.url(f"/new{place}", 1) for place in range(3)]
        done = crawl(tmp_path, urls, DOWNLOAD_DELAY=0.2)
        assert done.returncode == 0, done.stderr
        assert min(gaps(press.log, "127.0.0.1")) > 0.2 - LATE
        assert min(gaps(press.log, "127.0.0.2")) > 0.2 - LATE
        assert {state for state, *_ in fates(tmp_path).values()} == {"done"}


@pytest.mark.parametrize(
    ("robots", "settings", "outcome", "reason"),
    [
        (reply(status=404), {}, "stored", None),
        (reply(status=403), {}, "stored", None),
        (reply(status=500), {}, "robots", "robots.txt cannot be read (HTTP 500), so nothing may be fetched"),
        (reply(status=429), {}, "robots", "robots.txt cannot be read (HTTP 429), so nothing may be fetched"),
        (
            reply("User-agent: *", 206),
            {},
            "robots",
            "only a part of robots.txt is given (HTTP 206), so nothing may be fetched",
        ),
        (b"", {}, "unreachable", None),
        (reply(b"#" * 11_000_000), {}, "robots", "robots.txt is too large to be read, so nothing may be fetched"),
        (reply(bytes(range(256)) * 400, content_type="application/octet-stream"), {}, "stored", None),
        (reply(status=302, Location="/robots.txt"), {}, "stored", None),
        (reply("User-agent: *\nDisallow: /", content_type="text/plain"), {}, "robots", "robots.txt forbids it"),
        (reply("\ufeffUser-agent: newsmorgue\nDisallow: /\n\nUser-agent: *\nAllow: /"), {}, "robots", None),
        (reply("User-agent: other\nDisallow: /"), {}, "stored", None),
        (reply("User-agent: *\nDisallow: /"), {"ROBOTSTXT_OBEY": 0}, "stored", None),
    ],
)
def test_robots_as_rfc_9309_has_it(
    tmp_path: Path, robots: bytes, settings: dict[str, object], outcome: str, reason: str | None
) -> None:
    with Press(lambda asked: robots if asked.path == "/robots.txt" else reply(page("A page"))) as press:
        crawl(tmp_path, [press.url("/a")], **settings)
        state, ended, why = fates(tmp_path)["/a"]
        assert (state, ended) == ("done", outcome), why
        assert reason is None or why == reason
        assert ("/a" in press.paths()) == (outcome == "stored")


def test_a_robots_txt_that_leads_to_another_host_waits_for_its_turn_there(tmp_path: Path) -> None:
    def answer(asked: Asked) -> bytes:
        if asked.path == "/robots.txt":
            target = f"http://127.0.0.1:{press.port}/robots/{asked.host}"
            return reply(status=404) if asked.host == "127.0.0.1" else reply(status=301, Location=target)
        if asked.path.startswith("/robots/"):
            return reply("User-agent: *\nDisallow: /secret", content_type="text/plain")
        return reply(page(asked.host + asked.path))

    with Press(answer, hosts=4) as press:
        urls = [press.url(f"/{place}") for place in range(8)]
        urls += [press.url(path, host) for host in (1, 2, 3) for path in ("/a", "/secret")]
        done = crawl(tmp_path, urls, DOWNLOAD_DELAY=0.3)
        assert done.returncode == 0, done.stderr
        assert sorted(path for path in press.paths() if path.startswith("/robots/")) == [
            f"/robots/{name}" for name in press.names[1:]
        ]
        assert min(gaps(press.log, "127.0.0.1")) > 0.3 - LATE
        assert [press.paths(host) for host in (1, 2, 3)] == [["/robots.txt", "/a"]] * 3
    assert len([fate for fate in fates(tmp_path).values() if fate[1] == "stored"]) == 9


def test_two_robots_txt_that_lead_to_each_other(tmp_path: Path) -> None:
    def answer(asked: Asked) -> bytes:
        other = "127.0.0.1" if asked.host == "127.0.0.2" else "127.0.0.2"
        if asked.path == "/robots.txt":
            return reply(status=302, Location=f"http://{other}:{press.port}/robots.txt")
        return reply(page(asked.host + asked.path))

    with Press(answer, hosts=2) as press:
        done = crawl(tmp_path, [press.url("/a"), press.url("/b", 1)], RETRY_TIMES=0, HOST_PATIENCE=3)
        assert done.returncode == 0, done.stderr
    assert {fate[0] for fate in fates(tmp_path).values()} == {"done"}


def test_retry_after_holds_for_the_whole_host(tmp_path: Path) -> None:
    def answer(asked: Asked) -> bytes:
        if asked.path == "/robots.txt":
            return reply(status=404)
        if asked.host == "127.0.0.1" and press.paths() == ["/robots.txt", asked.path]:
            return reply(status=429, Retry_After="4")
        return reply(page(asked.host + asked.path))

    with Press(answer, hosts=2) as press:
        done = crawl(tmp_path, [press.url(f"/{place}", host) for host in (0, 1) for place in range(3)])
        assert done.returncode == 0, done.stderr
        waited = gaps(press.log, "127.0.0.1")
        assert waited[1] > 4 - LATE
        assert len(waited) == 4
        assert max(seen.began for seen in press.log if seen.host == "127.0.0.2") < press.log[1].ended + 4
    assert {fate[:2] for fate in fates(tmp_path).values()} == {("done", "stored")}


@pytest.mark.parametrize(
    ("status", "header", "rests"),
    [
        (429, "", 0),
        (503, "-5", 0),
        (503, "soon, Mon 99", 0),
        (503, "Mon, 01 Jan 2026 00:00:00 +99999999999999", 0),
        (503, "Mon, 01 Jan 2001 00:00:00 GMT", 0),
        (403, "3600", 3600),
        (503, "99999999999999", 7 * 86_400),
        (429, "Fri, 31 Dec 9999 23:59:59 GMT", 7 * 86_400),
    ],
)
def test_a_retry_after_of_any_kind_ends_in_an_outcome_and_a_rest_of_a_week_at_most(
    tmp_path: Path, status: int, header: str, rests: int
) -> None:
    def answer(asked: Asked) -> bytes:
        return reply(status=404) if asked.path == "/robots.txt" else reply(status=status, Retry_After=header)

    with Press(answer) as press:
        began = datetime.now(UTC)
        crawl(tmp_path, [press.url("/a"), press.url("/b")], RETRY_TIMES=0)
    ended = {fate[1] for fate in fates(tmp_path).values()}
    assert ended - {None} == {"server_error" if status == 503 else "blocked"}, "one is visited, the other may wait"
    with closing(sqlite3.connect(tmp_path / "data" / "archive.db")) as connection:
        resting = [datetime.fromisoformat(until) for (until,) in connection.execute("SELECT resting_until FROM hosts")]
    assert len(resting) == bool(rests)
    assert all(abs((until - began).total_seconds() - rests) < 30 for until in resting)


def test_a_long_retry_after_sets_the_host_aside_for_this_crawl_and_the_next(tmp_path: Path) -> None:
    def answer(asked: Asked) -> bytes:
        return reply(status=404) if asked.path == "/robots.txt" else reply(status=503, Retry_After="3600")

    with Press(answer) as press:
        crawl(tmp_path, [press.url(f"/{place}") for place in range(5)])
        assert len(press.paths()) == 2
        assert {fate[:2] for fate in fates(tmp_path).values()} == {("queued", None)}
        crawl(tmp_path, [], spider="resume")
        assert len(press.paths()) == 2
    connection = sqlite3.connect(tmp_path / "data" / "archive.db")
    assert connection.execute("SELECT host, reason FROM hosts").fetchall() == [("127.0.0.1", "HTTP 503, Retry-After")]
    connection.close()


def test_a_host_that_keeps_failing_rests_and_the_crawl_goes_on_elsewhere(tmp_path: Path) -> None:
    def answer(asked: Asked) -> bytes:
        is_dead = asked.host == "127.0.0.1" and asked.path != "/robots.txt"
        return reply(status=500) if is_dead else reply(page(asked.host + asked.path))

    with Press(answer, hosts=2) as press:
        urls = [press.url(f"/{place}", host) for place in range(20) for host in (0, 1)]
        done = crawl(tmp_path, urls, HOST_BACKOFF=0.05)
        assert done.returncode == 0, done.stderr
        assert len(press.paths(0)) <= 7
        assert len(press.paths(1)) == 21
    connection = sqlite3.connect(tmp_path / "data" / "archive.db")
    waiting = connection.execute("SELECT count(*) FROM urls WHERE state = 'queued' AND host = '127.0.0.1'").fetchone()
    connection.close()
    assert waiting[0] >= 18


@pytest.mark.parametrize("status", [401, 403])
def test_a_host_that_refuses_everything_rests_and_the_crawl_goes_on_elsewhere(tmp_path: Path, status: int) -> None:
    """Also where it redirects first; and one of which a section is forbidden is crawled to its end."""

    def answer(asked: Asked) -> bytes:
        if asked.path == "/robots.txt":
            return reply(status=404)
        if asked.host == "127.0.0.1" and asked.path.startswith("/a"):
            return reply(status=302, Location=f"/login{asked.path}")
        is_refused = asked.host == "127.0.0.1" or not asked.path.endswith("0")
        return reply("no", status) if is_refused else reply(page(asked.host + asked.path))

    with Press(answer, hosts=2) as press:
        urls = [press.url(f"/a{place}", host) for place in range(40) for host in (0, 1)]
        done = crawl(tmp_path, urls, HOST_REFUSALS=10)
        assert done.returncode == 0, done.stderr
        assert len(press.paths(0)) == 1 + 2 * 10
        assert len(press.paths(1)) == 1 + 40
    with closing(sqlite3.connect(tmp_path / "data" / "archive.db")) as connection:
        ended = connection.execute(
            "SELECT host, state, outcome, count(*) FROM urls WHERE url NOT LIKE '%/login/%'"
            " GROUP BY 1, 2, 3 ORDER BY 1, 3"
        ).fetchall()
        assert ended == [
            ("127.0.0.1", "queued", None, 30),
            ("127.0.0.1", "done", "blocked", 10),
            ("127.0.0.2", "done", "blocked", 36),
            ("127.0.0.2", "done", "stored", 4),
        ]
        resting = connection.execute("SELECT host, reason FROM hosts").fetchall()
    assert resting == [("127.0.0.1", f"HTTP {status}, 10 refusals in a row")]


def test_what_has_not_changed_is_not_sent_again(tmp_path: Path) -> None:
    def answer(asked: Asked) -> bytes:
        if asked.path == "/robots.txt":
            return reply(status=404)
        if asked.headers.get("if-none-match") == '"1"':
            return b'HTTP/1.1 304 Not Modified\r\nETag: "1"\r\nContent-Length: 0\r\n\r\n'
        return reply(page(asked.path), ETag='"1"')

    with Press(answer) as press:
        for _ in range(3):
            done = crawl(tmp_path, [press.url("/a")])
            assert done.returncode == 0, done.stderr
        asked = [seen.headers.get("if-none-match") for seen in press.log if seen.path == "/a"]
    assert asked == [None, '"1"', '"1"']
    assert fates(tmp_path)["/a"][:2] == ("done", "unchanged")


def test_fifty_requests_wait_for_one_robots_txt(tmp_path: Path) -> None:
    """Scrapy's own scheduler and fifty requests at once to one host: the middleware alone has to hold them."""
    spider = tmp_path / "fifty.py"
    spider.write_text(
        "import scrapy\n"
        "class Fifty(scrapy.Spider):\n"
        "    name = 'fifty'\n"
        "    async def start(self):\n"
        "        for place in range(50):\n"
        "            yield scrapy.Request(f'{self.site}/{place}', callback=self.parse)\n"
        "    def parse(self, response):\n"
        "        pass\n"
    )

    async def answer(asked: Asked) -> bytes:
        if asked.path == "/robots.txt":
            await asyncio.sleep(0.5)
            return reply("User-agent: *\nDisallow: /\n")
        return reply("")

    with Press(answer) as press:
        settings = {
            "SCHEDULER": "scrapy.core.scheduler.Scheduler", "CONCURRENT_REQUESTS": 60, "ALLOW_PRIVATE_ADDRESSES": 1,
            "CONCURRENT_REQUESTS_PER_DOMAIN": 60, "DOWNLOAD_DELAY": 0, "ARCHIVE_FOLDER": tmp_path / "data",
        }  # fmt: skip
        options = [part for name, value in settings.items() for part in ("-s", f"{name}={value}")]
        command = [sys.executable, "-m", "scrapy", "runspider", str(spider), "-a", f"site={press.url('')}", *options]
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
        assert done.returncode == 0, done.stderr
        assert press.paths() == ["/robots.txt"]


def test_what_a_site_says_about_mining_is_kept_with_the_article(tmp_path: Path) -> None:
    rules = '[{"location": "/free/*", "tdm-reservation": 0}, {"location": "/*", "tdm-reservation": 1}]'
    files = {
        "/.well-known/tdmrep.json": reply(rules, content_type="application/json"),
        "/ai.txt": reply("User-Agent: *\nDisallow: /art/\n", content_type="text/plain"),
    }

    def answer(asked: Asked) -> bytes:
        if asked.path == "/robots.txt":
            return reply(status=404)
        return files.get(asked.path) or reply(page(asked.path), X_Robots_Tag="noai, noindex")

    with Press(answer) as press:
        urls = [press.url(path) for path in ("/free/1", "/art/1", "/art/2")]
        done = crawl(tmp_path, urls, RESERVATION_FILES=1, DOWNLOAD_DELAY=0.2)
        assert done.returncode == 0, done.stderr
        assert press.paths()[:3] == ["/robots.txt", "/.well-known/tdmrep.json", "/ai.txt"]
        assert len(press.paths()) == 6
        assert min(gaps(press.log, "127.0.0.1")) > 0.2 - LATE
    connection = sqlite3.connect(tmp_path / "data" / "archive.db")
    rows = connection.execute("SELECT title, tdm_reservation, ai_signals FROM articles ORDER BY title").fetchall()
    connection.close()
    assert rows == [
        ("/art/1", 1, '{"disallow": "ai.txt", "noai": "header"}'),
        ("/art/2", 1, '{"disallow": "ai.txt", "noai": "header"}'),
        ("/free/1", 0, '{"noai": "header"}'),
    ]


def test_a_site_that_fails_on_files_that_it_does_not_have_is_crawled_all_the_same(tmp_path: Path) -> None:
    def answer(asked: Asked) -> bytes:
        if asked.path in {"/.well-known/tdmrep.json", "/ai.txt"}:
            return reply("<html>no</html>", status=500)
        return reply(status=404) if asked.path == "/robots.txt" else reply(page(asked.path))

    with Press(answer) as press:
        crawl(tmp_path, [press.url("/a")], RESERVATION_FILES=1, HOST_BACKOFF=60)
        assert press.paths() == ["/robots.txt", "/.well-known/tdmrep.json", "/ai.txt", "/a"]
    assert fates(tmp_path)["/a"][1] == "stored"


def test_what_a_site_says_about_mining_is_asked_once_a_day_and_then_only_if_it_has_changed(tmp_path: Path) -> None:
    def answer(asked: Asked) -> bytes:
        if asked.path != "/ai.txt":
            return reply(page(asked.path)) if asked.path.startswith("/art") else reply(status=404)
        if asked.headers.get("if-none-match") == '"1"':
            return b"HTTP/1.1 304 Not Modified\r\nContent-Length: 0\r\n\r\n"
        return reply("User-Agent: *\nDisallow: /art\n", content_type="text/plain", ETag='"1"')

    def crawled(path: str) -> list[str]:
        """Crawl a page; give the files that were asked for, with the tag that was sent along."""
        before = len(press.log)
        assert crawl(tmp_path, [press.url(path)], RESERVATION_FILES=1).returncode == 0
        return [f"{seen.path} {seen.headers.get('if-none-match', '')}".strip() for seen in press.log[before:-1]]

    database = tmp_path / "data" / "archive.db"
    with Press(answer) as press:
        assert crawled("/art/1") == ["/robots.txt", "/.well-known/tdmrep.json", "/ai.txt"]
        assert crawled("/art/2") == ["/robots.txt"]
        for day in ("2026-03-01", "2026-03-02"):
            with closing(sqlite3.connect(database)) as connection, connection:
                connection.execute("UPDATE site_files SET asked_at = ?", [f"{day}T00:00:00Z"])
            assert crawled(f"/art/{day}") == ["/robots.txt", "/.well-known/tdmrep.json", '/ai.txt "1"']
    with closing(sqlite3.connect(database)) as connection:
        said = connection.execute("SELECT DISTINCT ai_signals FROM articles").fetchall()
    assert said == [('{"disallow": "ai.txt"}',)]
