"""Recounts of a real server: counters that change, texts that do not, servers that send nothing, and kill -9."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from urllib.parse import quote

import pytest

from scraper.demo import ARTICLES, Newsroom, Reply, publish_edition
from tests.conftest import Morgue
from tests.looking import PATIENCE
from tests.press import Asked, Press, reply

FAST = ("--allow-private", "--delay", "0")
PAGE = (
    "<html><head><title>Bridge {0}</title></head><body><article><h1>Bridge {0}</h1>"
    '<a class="share facebook" href="https://www.facebook.com/sharer.php?u=x"><span class="count">{1}</span> shares</a>'
    + "<p>The council of the small town met on Tuesday and spoke for a long time about bridge {0} and its repair.</p>"
    * 5
    + "</article></body></html>"
)
Read = Callable[[str], list[tuple[object, ...]]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def run(sql: str) -> list[tuple[object, ...]]:
        connection = sqlite3.connect(tmp_path / "data" / "archive.db")
        rows = connection.execute(sql).fetchall()
        connection.close()
        return rows

    return run


def test_the_demo_newspaper_in_two_editions(newsroom: Newsroom, morgue: Morgue, read: Read) -> None:
    publish_edition(newsroom)
    assert morgue("crawl", *map(newsroom.url, ARTICLES), *FAST).returncode == 0
    nothing = morgue("recount", *FAST)
    assert nothing.returncode == 3
    assert "Nothing is due: the next article has its turn at 2" in nothing.stderr
    publish_edition(newsroom, "evening")
    done = morgue("recount", "--older-than", "0", *FAST)
    assert done.returncode == 0, done.stderr
    assert "1 revised" in done.stderr
    assert f"{len(ARTICLES) - 1} pages have not changed, by the word of their servers" in done.stderr
    growth = "SELECT previous_count, count, is_rounded FROM share_count_growth WHERE network = 'facebook'"
    assert read(growth) == [(342, 1200, 1)]
    assert read("SELECT count(*) FROM captures WHERE status = 304") == [(len(ARTICLES) - 1,)]
    assert read("SELECT count(*) FROM articles") == [(len(ARTICLES),)]


def test_whole_pages_are_counted_and_no_text_is_stored_twice(newsroom: Newsroom, morgue: Morgue, read: Read) -> None:
    for edition, options in ((7, ("crawl", newsroom.url("/a.html"))), (7, ()), (9, ()), (4, ())):
        newsroom.publish("/a.html", PAGE.format("A", edition))
        done = morgue(*(options or ("recount", "--older-than", "0", "--whole")), *FAST)
        assert done.returncode == 0, done.stderr
    assert read("SELECT count FROM share_counts WHERE network = 'facebook' ORDER BY id") == [(7,), (7,), (9,), (4,)]
    assert read("SELECT count(*) FROM revisions") == [(1,)]
    assert read("SELECT count(*) FROM captures WHERE refers_to IS NOT NULL") == [(1,)]
    assert "1 counters of 1 articles, 1 of them changed." in done.stderr


def test_services_are_asked_where_the_page_has_not_changed(newsroom: Newsroom, morgue: Morgue, read: Read) -> None:
    newsroom.publish("/a.html", PAGE.format("A", 7))
    morgue("crawl", newsroom.url("/a.html"), *FAST)
    question = f"/count/entry?url={quote(newsroom.url('/a.html'), safe='')}"
    newsroom.publish(question, "5", Reply(content_type="application/json"))
    done = morgue("recount", "--older-than", "0", "--endpoints", f"hatena={newsroom.url('')}", *FAST)
    assert done.returncode == 0, done.stderr
    assert done.stderr.startswith("morgue: hatena was asked: 1 counted\n1 unchanged, in ")
    assert read("SELECT network, count, found_in FROM share_counts ORDER BY id") == [
        ("facebook", 7, "text"),
        ("hatena", 5, "endpoint"),
    ]
    assert "7 facebook share, 5 hatena share" in morgue("show", "1").stdout


def test_a_page_that_lost_its_counter_brings_no_zero(newsroom: Newsroom, morgue: Morgue, read: Read) -> None:
    newsroom.publish("/a.html", PAGE.format("A", 7))
    morgue("crawl", newsroom.url("/a.html"), *FAST)
    newsroom.publish("/a.html", PAGE.format("A", "–"))
    assert morgue("recount", "--older-than", "0", *FAST).returncode == 0
    assert read("SELECT count FROM share_counts") == [(7,)]


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("--older-than", "soon"), 2, "no length of time"),
        (("--older-than", "6h"), 3, "No article was last visited so long ago"),
        (("--source", "nowhere.example"), 2, "no source is called 'nowhere.example'"),
    ],
)
def test_nothing_is_visited_and_why(
    newsroom: Newsroom, morgue: Morgue, arguments: tuple[str, ...], status: int, words: str
) -> None:
    newsroom.publish("/a.html", PAGE.format("A", 7))
    morgue("crawl", newsroom.url("/a.html"), *FAST)
    before = len(newsroom.log)
    done = morgue("recount", *arguments, *FAST)
    assert done.returncode == status, done.stderr
    assert words in done.stderr
    assert len(newsroom.log) == before


def test_a_killed_recount_is_gone_on_with(tmp_path: Path, morgue: Morgue, read: Read) -> None:
    pages, hosts, numbers = 40, 4, count(100)

    def answer(asked: Asked) -> bytes:
        return reply(status=404) if asked.path == "/robots.txt" else reply(PAGE.format(asked.path, next(numbers)))

    with Press(answer, hosts=hosts) as press:
        (tmp_path / "urls.txt").write_text(
            "\n".join(press.url(f"/{place}.html", place % hosts) for place in range(pages))
        )
        assert morgue("crawl", "--from", tmp_path / "urls.txt", *FAST).returncode == 0
        command = [sys.executable, "-m", "scraper", "recount", "--older-than", "0", "--allow-private", "--delay", "0.3"]
        environment = os.environ | {"MORGUE_DATA": str(tmp_path / "data"), "PYTHONPATH": str(Path.cwd())}
        with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE) as process:
            deadline = time.monotonic() + PATIENCE
            while read("SELECT count(*) FROM share_counts") == [(pages,)] and time.monotonic() < deadline:
                time.sleep(0.05)
            process.send_signal(signal.SIGKILL)
            process.communicate(timeout=PATIENCE)
        ((counted,),) = read("SELECT count(*) FROM share_counts")
        assert isinstance(counted, int)
        assert pages < counted < 2 * pages, "killed in the middle"
        last = morgue("run", *FAST)
        assert last.returncode == 0, last.stderr
    assert read("SELECT count(*), min(n), max(n) FROM (SELECT count(*) AS n FROM share_counts GROUP BY article)") == [
        (pages, 2, 2)
    ]
    assert read("SELECT state, count(*) FROM urls GROUP BY 1") == [("done", pages)]
    assert read("SELECT count(*) FROM revisions") == [(pages,)]
