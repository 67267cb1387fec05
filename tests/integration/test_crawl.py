"""The whole way: addresses in, a real server, the archive read back with plain sqlite3."""

import json
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from scraper.archive import open_archive
from scraper.demo import Newsroom, Reply
from scraper.version import __version__
from tests.conftest import Morgue
from tests.looking import PATIENCE, wait_until
from tests.press import Press, reply

PAGE = "<html><head><title>{0}</title></head><body><article><h1>{0}</h1>{1}</article></body></html>"
PARAGRAPH = "<p>The council of the small town met on Tuesday and spoke for a long time about the bridge, number {}.</p>"
FAST = ("--allow-private", "--delay", "0")


def page(title: str, paragraphs: int = 6) -> str:
    return PAGE.format(title, "".join(PARAGRAPH.format(place) for place in range(paragraphs)))


@pytest.fixture
def read(tmp_path: Path) -> Callable[[str], list[tuple[object, ...]]]:
    def run(sql: str) -> list[tuple[object, ...]]:
        connection = sqlite3.connect(tmp_path / "data" / "archive.db")
        rows = connection.execute(sql).fetchall()
        connection.close()
        return rows

    return run


Read = Callable[[str], list[tuple[object, ...]]]


def test_a_url_goes_in_and_a_searchable_article_comes_out(newsroom: Newsroom, morgue: Morgue, read: Read) -> None:
    newsroom.publish("/bridge.html", page("The bridge stays"))
    done = morgue("crawl", newsroom.url("/bridge.html"), *FAST)
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert done.stderr.startswith("1 stored, in ")
    assert read("SELECT title FROM articles") == [("The bridge stays",)]
    assert read("SELECT state, outcome FROM urls") == [("done", "stored")]
    assert read("SELECT finish_reason, json(outcomes) FROM harvests") == [("finished", '{"stored":1}')]
    found = morgue("search", "council", "--json")
    assert json.loads(found.stdout)["title"] == "The bridge stays"


def test_a_second_crawl_sees_what_changed(newsroom: Newsroom, morgue: Morgue, read: Read) -> None:
    addresses = [newsroom.url("/same.html"), newsroom.url("/edited.html")]
    newsroom.publish("/same.html", page("Nothing new"))
    newsroom.publish("/edited.html", page("First words"))
    morgue("crawl", *addresses, *FAST)
    newsroom.publish("/edited.html", page("Other words"))
    done = morgue("crawl", *addresses, *FAST)
    assert done.stderr.startswith("1 unchanged, 1 revised, in ")
    assert read("SELECT title FROM revisions ORDER BY id") == [
        ("Nothing new",),
        ("First words",),
        ("Other words",),
    ] or read("SELECT title FROM revisions ORDER BY id") == [("First words",), ("Nothing new",), ("Other words",)]


BAD = {
    "/missing.html": ("not_found", "HTTP 404"),
    "/removed.html": ("gone", "HTTP 410"),
    "/login.html": ("blocked", "HTTP 403"),
    "/broken.html": ("server_error", "HTTP 500"),
    "/report.pdf": ("not_html", "application/pdf"),
    "/picture.jpg": ("not_html", "image/jpeg"),
    "/data.json": ("not_html", "application/json"),
    "/empty.html": ("empty", "no content"),
    "/blank.html": ("empty", ""),
    "/circle.html": ("not_found", "circle"),
}


def publish_bad(newsroom: Newsroom) -> None:
    newsroom.publish("/removed.html", page("Removed"), Reply(status=410))
    newsroom.publish("/login.html", page("Log in"), Reply(status=403))
    newsroom.publish("/broken.html", page("Broken"), Reply(status=500))
    newsroom.publish("/report.pdf", b"%PDF-1.7 \x00\xff", Reply(content_type="application/pdf"))
    newsroom.publish("/picture.jpg", b"\xff\xd8\xff\xe0", Reply(content_type="image/jpeg"))
    newsroom.publish("/data.json", '{"title": "no page"}', Reply(content_type="application/json"))
    newsroom.publish("/empty.html", "")
    newsroom.publish("/blank.html", "<html><body>   </body></html>")
    newsroom.publish("/circle.html", "", Reply(status=302, headers={"Location": "/circle.html"}))


def test_one_bad_url_never_ends_a_crawl_of_many(newsroom: Newsroom, morgue: Morgue, tmp_path: Path) -> None:
    publish_bad(newsroom)
    newsroom.publish("/good.html", page("A good page"))
    listed = tmp_path / "urls.txt"
    lines = ["# my list", *map(newsroom.url, BAD), "ftp://old.example/a", "no address", newsroom.url("/good.html")]
    listed.write_text("\n".join(lines), encoding="utf-8")
    done = morgue("crawl", "--from", listed, *FAST)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert "ftp://old.example/a: not an http" in done.stderr
    with open_archive(tmp_path / "data") as archive:
        assert archive.statistics.totals()["articles"] == 1
        for path, (outcome, reason) in BAD.items():
            row = archive.urls.get(newsroom.url(path))
            assert row is not None
            assert row["outcome"] == outcome, path
            assert reason in row["reason"], path


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("ftp://old.example/a",), 2, "only http and https"),
        (("news.example/a",), 2, "write https://news.example/a"),
        ((), 2, "nothing to crawl"),
        (("--from", "nowhere.txt"), 2, "nowhere.txt"),
        (("http://127.0.0.1:9/a",), 1, "--allow-private"),
        (("http://127.0.0.1:9/a", "--allow-private"), 1, "refuses connections"),
        (("http://name.invalid/a",), 1, "no address is known for name.invalid"),
    ],
)
def test_nothing_archived_says_why(morgue: Morgue, arguments: tuple[str, ...], status: int, words: str) -> None:
    done = morgue("crawl", *arguments)
    assert done.returncode == status, done.stderr
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_urls_from_standard_input(newsroom: Newsroom, morgue: Morgue, read: Read) -> None:
    newsroom.publish("/a.html", page("From a pipe"))
    done = morgue("crawl", "--from", "-", *FAST, input=newsroom.url("/a.html") + "\n\n")
    assert done.returncode == 0, done.stderr
    assert read("SELECT title FROM articles") == [("From a pipe",)]


def test_hostile_pages_are_archived_or_named(newsroom: Newsroom, morgue: Morgue, tmp_path: Path) -> None:
    newsroom.publish("/line.html", PAGE.format("One line", "<p>" + "word " * 2_000_000 + "</p>"))
    newsroom.publish("/nul.html", page("NUL \x00 bytes").replace("town", "to\x00wn"))
    newsroom.publish(
        "/wrong.html", page("Schöne Brücke").encode("cp1252"), Reply(content_type="text/html; charset=utf-8")
    )
    newsroom.publish("/undeclared.html", page("Мост открыт").encode("cp1251"), Reply(content_type="text/html"))
    paths = ("/line.html", "/nul.html", "/wrong.html", "/undeclared.html")
    done = morgue("crawl", *map(newsroom.url, paths), *FAST)
    assert done.returncode == 0, done.stderr
    with open_archive(tmp_path / "data") as archive:
        titles = {newsroom.url(path): (archive.articles.find(newsroom.url(path)) or {}).get("title") for path in paths}
    assert titles == dict(
        zip(map(newsroom.url, paths), ["One line", "NUL bytes", "Schöne Brücke", "Мост открыт"], strict=True)
    )


def test_a_redirect_is_an_address_of_the_article(newsroom: Newsroom, morgue: Morgue, read: Read) -> None:
    newsroom.publish("/new.html", page("Moved here"))
    newsroom.publish("/old.html", "", Reply(status=301, headers={"Location": "/new.html"}))
    done = morgue("crawl", newsroom.url("/old.html"), newsroom.url("/new.html"), *FAST)
    assert done.returncode == 0, done.stderr
    assert read("SELECT count(*) FROM articles") == [(1,)]
    assert read("SELECT DISTINCT state, article FROM urls") == [("done", 1)]
    assert read("SELECT count(*) FROM urls") == [(2,)]


def test_scrapy_crawl_does_the_same(newsroom: Newsroom, tmp_path: Path) -> None:
    newsroom.publish("/a.html", page("By Scrapy itself"))
    command = [sys.executable, "-m", "scrapy", "crawl", "urls", "-a", f"url={newsroom.url('/a.html')}"]
    settings = ["-s", f"ARCHIVE_FOLDER={tmp_path}", "-s", "ALLOW_PRIVATE_ADDRESSES=1"]
    done = subprocess.run([*command, *settings], capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert done.returncode == 0, done.stderr
    with open_archive(tmp_path) as archive:
        assert [row["title"] for row in archive.search("council")] == ["By Scrapy itself"]


def test_another_writer_is_waited_for_then_named(newsroom: Newsroom, morgue: Morgue, tmp_path: Path) -> None:
    newsroom.publish("/a.html", page("Never stored"))
    with open_archive(tmp_path / "data", create=True) as archive, archive.transaction():
        done = morgue("crawl", newsroom.url("/a.html"), *FAST, "--wait", "0.5")
    assert done.returncode == 1
    assert "another process is writing" in done.stderr
    assert "Traceback" not in done.stderr


def test_ctrl_c_stops_cleanly_and_says_what_is_stored(newsroom: Newsroom, tmp_path: Path) -> None:
    paths = [f"/{place}.html" for place in range(60)]
    for place, path in enumerate(paths):
        newsroom.publish(path, page(f"Page {place}", 3 + place % 5))
    command = [sys.executable, "-m", "scraper", "crawl", *map(newsroom.url, paths), "--data", str(tmp_path)]
    process = subprocess.Popen(
        [*command, "--allow-private", "--delay", "0.1"], stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    wait_until(lambda: len(newsroom.log) >= 5)
    process.send_signal(signal.SIGINT)
    _, words = process.communicate(timeout=PATIENCE)
    assert "Stopped. " in words
    assert "Traceback" not in words
    with open_archive(tmp_path) as archive:
        stored = archive.statistics.totals()["articles"]
        assert 0 < stored < len(paths)
        assert f"{stored} stored" in words
        waiting = len(paths) - stored
    again = subprocess.run(
        [sys.executable, "-m", "scraper", "run", "--data", str(tmp_path), *FAST],
        capture_output=True,
        text=True,
        check=False,
    )
    assert again.returncode == 0, again.stderr
    assert again.stderr.startswith(f"{waiting} stored")


def test_who_crawls_can_say_so(morgue: Morgue) -> None:
    with Press(lambda _: reply(page("Who asks"))) as press:
        morgue("crawl", press.url("/a"), *FAST, "--contact", "https://desk.example/bot")
        agents = {seen.headers["user-agent"] for seen in press.log}
    assert agents == {f"newsmorgue/{__version__} (https://desk.example/bot)".lower()}
