"""Crawls that follow each other or run side by side on one archive: a host sees the manners of one."""

import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.integration.test_kill import start
from tests.integration.test_manners import LATE, gaps, page
from tests.looking import PATIENCE
from tests.press import Asked, Press, reply

DELAY = 2.5
PAGES = 90
MANY = 900
"""More than a test has time for."""


@pytest.fixture(params=["of the command", "of robots.txt"])
def delayed(request: pytest.FixtureRequest) -> Iterator[tuple[Press, float]]:
    """Give a host, and the delay that a crawl of it is told: the host may ask for its own."""
    own = request.param == "of robots.txt"

    def answer(asked: Asked) -> bytes:
        if asked.path == "/robots.txt":
            return reply(f"User-agent: *\nCrawl-delay: {DELAY}\n") if own else reply(status=404)
        return reply(page(asked.path))

    with Press(answer) as press:
        yield press, 0.01 if own else DELAY


def test_the_next_crawl_keeps_the_pause_of_the_last(tmp_path: Path, delayed: tuple[Press, float]) -> None:
    press, delay = delayed
    for path in ("/a", "/b"):
        crawl = start(tmp_path, "crawl", press.url(path), delay=delay)
        _, words = crawl.communicate(timeout=PATIENCE)
        assert crawl.returncode == 0, words
    assert press.paths() == ["/robots.txt", "/.well-known/tdmrep.json", "/ai.txt", "/a", "/robots.txt", "/b"]
    assert min(gaps(press.log, "127.0.0.1")) > DELAY - LATE


def test_after_a_kill_too(tmp_path: Path, delayed: tuple[Press, float]) -> None:
    press, delay = delayed
    crawl = start(tmp_path, "crawl", press.url("/a"), press.url("/b"), delay=delay)
    press.wait_for(4)
    crawl.send_signal(signal.SIGKILL)
    crawl.communicate(timeout=PATIENCE)
    again = start(tmp_path, "run", delay=delay)
    _, words = again.communicate(timeout=PATIENCE)
    assert again.returncode == 0, words
    assert press.paths()[-1] in {"/a", "/b"}
    assert min(gaps(press.log, "127.0.0.1")) > DELAY - LATE


def test_two_at_once_are_never_at_the_same_host(tmp_path: Path) -> None:
    def answer(asked: Asked) -> bytes:
        return reply(page(asked.path)) if asked.path.startswith("/news") else reply(status=404)

    with Press(answer) as press:
        (tmp_path / "urls.txt").write_text("\n".join(press.url(f"/news/{place}") for place in range(PAGES)))
        first = start(tmp_path, "crawl", "--from", str(tmp_path / "urls.txt"), delay=0.2)
        press.wait_for(8)
        first.send_signal(signal.SIGKILL)
        first.communicate(timeout=PATIENCE)
        before = len(press.log)
        both = [start(tmp_path, "run", delay=0.2) for _ in range(2)]
        said = [process.communicate(timeout=PATIENCE)[1] for process in both]
        assert sorted(process.returncode for process in both) == [0, 3], said
        assert any("another crawl of this archive is at 127.0.0.1" in words for words in said), said
        assert min(gaps(press.log, "127.0.0.1")) > 0.1, (
            "two crawls that know nothing of each other come within milliseconds"
        )
        fetched = Counter(path for path in press.paths()[before:] if path.startswith("/news"))
        assert set(fetched.values()) == {1}, "what the killed crawl had not committed is fetched again, by one of them"
        assert len({path for path in press.paths() if path.startswith("/news")}) == PAGES
    with closing(sqlite3.connect(tmp_path / "archive.db")) as database:
        assert database.execute("SELECT state, outcome, count(*) FROM urls GROUP BY 1, 2").fetchall() == [
            ("done", "stored", PAGES)
        ]


def test_a_run_that_visits_nothing_says_what_waits(tmp_path: Path) -> None:
    def answer(asked: Asked) -> bytes:
        return reply(status=404) if asked.path == "/robots.txt" else reply(status=503, Retry_After="3600")

    with Press(answer) as press:
        start(tmp_path, "crawl", press.url("/a"), press.url("/b"), delay=0).communicate(timeout=PATIENCE)
        run = start(tmp_path, "run", delay=0)
        _, words = run.communicate(timeout=PATIENCE)
    assert run.returncode == 3
    assert "127.0.0.1 is left alone until" in words
    assert "addresses wait" in words
    assert "Nothing was left" not in words


def test_whoever_only_looks_at_a_site_stays_away_too(tmp_path: Path) -> None:
    def answer(asked: Asked) -> bytes:
        return reply(status=404) if asked.path == "/robots.txt" else reply(page(asked.path))

    with Press(answer) as press:
        (tmp_path / "urls.txt").write_text("\n".join(press.url(f"/news/{place}") for place in range(MANY)))
        crawl = start(tmp_path, "crawl", "--from", str(tmp_path / "urls.txt"), delay=DELAY)
        press.wait_for(4)
        options = ("--allow-private", "--data", str(tmp_path))
        for command in ("parse", "add"):
            done = subprocess.run(
                [sys.executable, "-m", "scraper", command, press.url("/"), *options],
                capture_output=True,
                text=True,
                check=False,
            )
            assert (done.returncode, "another crawl of this archive is at 127.0.0.1" in done.stderr) == (1, True), done
        assert "/" not in press.paths()
        crawl.send_signal(signal.SIGKILL)
        crawl.communicate(timeout=PATIENCE)
        done = subprocess.run([sys.executable, "-m", "scraper", "parse", press.url("/"), *options], check=False)
        again = start(tmp_path, "run", delay=DELAY)
        press.wait_for(len(press.log) + 2)
        again.send_signal(signal.SIGKILL)
        again.communicate(timeout=PATIENCE)
        assert (done.returncode, "/" in press.paths()) == (0, True)
        assert min(gaps(press.log, "127.0.0.1")) > 1.0 - LATE, "parse has the usual delay"


def test_a_robots_txt_that_is_redirected_waits_for_the_host_it_leads_to(tmp_path: Path) -> None:
    def answer(asked: Asked) -> bytes:
        if asked.path == "/robots.txt":
            rules = f"http://127.0.0.1:{asked.headers['host'].partition(':')[2]}/rules"
            return reply(status=404) if asked.host == "127.0.0.1" else reply(status=301, Location=rules)
        return reply("User-agent: *\nAllow: /\n") if asked.path == "/rules" else reply(page(asked.path))

    with Press(answer, hosts=2) as press:
        (tmp_path / "urls.txt").write_text("\n".join(press.url(f"/news/{place}") for place in range(MANY)))
        first = start(tmp_path, "crawl", "--from", str(tmp_path / "urls.txt"), delay=0.5)
        press.wait_for(4)
        second = start(tmp_path, "crawl", press.url("/news/a", 1), delay=0.5)
        _, words = second.communicate(timeout=PATIENCE)
        assert "another crawl of this archive is at 127.0.0.1" in words
        assert (second.returncode, "/news/a" in press.paths(1), "/rules" in press.paths(0)) == (1, False, False)
        first.send_signal(signal.SIGKILL)
        first.communicate(timeout=PATIENCE)
        third = start(tmp_path, "crawl", press.url("/news/b", 1), delay=0.5)
        _, words = third.communicate(timeout=PATIENCE)
        assert third.returncode == 0, words
        assert min(gaps(press.log, "127.0.0.1")) > 0.5 - LATE
