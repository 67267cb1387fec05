"""Captures of real crawls against a real server."""

import asyncio
import gzip
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from threading import Event

from scraper.archive import Archive, open_archive
from scraper.captures.members import Member
from scraper.captures.reading import fields_of, record_at, records
from scraper.demo import Newsroom, Reply
from scraper.fixity.findings import Severity
from scraper.fixity.verification import verify
from tests.conftest import Morgue
from tests.looking import PATIENCE, rows_in, wait_until
from tests.press import Asked, Press, reply

FAST = ("--allow-private", "--delay", "0")
PARAGRAPH = "<p>The council of the small town met on Tuesday and spoke for a long time about the bridge, number {}.</p>"


def page(title: str) -> bytes:
    text = "".join(PARAGRAPH.format(place) for place in range(6))
    article = f"<article><h1>{title}</h1>{text}</article>"
    return f"<html><head><title>{title}</title></head><body>{article}</body></html>".encode()


def captured(archive: Archive, url: str) -> list[dict[str, object]]:
    row = archive.urls.get(url)
    return archive.captures.of(row["id"]) if row else []


def test_a_page_is_kept_as_it_was_transferred(newsroom: Newsroom, morgue: Morgue, tmp_path: Path) -> None:
    squeezed = gzip.compress(page("The bridge stays"))
    newsroom.publish("/a.html", squeezed, Reply(headers={"Content-Encoding": "gzip", "X-Seen": "yes"}))
    assert morgue("crawl", newsroom.url("/a.html"), *FAST).returncode == 0
    with open_archive(tmp_path / "data") as archive:
        (row,) = captured(archive, newsroom.url("/a.html"))
        record = record_at(tmp_path / "data" / "captures", str(row["file"]), int(str(row["offset"])))
        assert list(verify(archive)) == []
    assert record.payload == squeezed
    assert record.page() == page("The bridge stays")
    assert (record.headers["x-seen"], record.headers["content-encoding"]) == ("yes", "gzip")


def test_warcio_reads_and_checks_the_file(newsroom: Newsroom, morgue: Morgue, tmp_path: Path) -> None:
    newsroom.publish("/a.html", page("One"))
    newsroom.publish("/b.html", page("Two"))
    newsroom.publish("/old.html", "", Reply(status=301, headers={"Location": "/a.html"}))
    newsroom.publish("/none.html", "gone", Reply(status=404))
    morgue("crawl", *map(newsroom.url, ("/old.html", "/b.html", "/none.html")), *FAST)
    (path,) = (tmp_path / "data" / "captures").iterdir()
    command = [sys.executable, "-m", "warcio.cli", "check", str(path)]
    assert subprocess.run(command, check=False).returncode == 0
    found = [record for record in records(path) if not isinstance(record, Member)]
    responses = {(record.url, record.status) for record in found if record.kind == "response"}
    assert responses == {
        (newsroom.url("/old.html"), 301),
        (newsroom.url("/a.html"), 200),
        (newsroom.url("/b.html"), 200),
    }
    assert fields_of(found[0])["robots"] == "obey"
    assert newsroom.url("/old.html") in [fields_of(record).get("address") for record in found]


def test_an_identical_page_is_a_revisit_and_an_edited_one_is_not(
    newsroom: Newsroom, morgue: Morgue, tmp_path: Path
) -> None:
    for title in ("First", "First", "Second"):
        newsroom.publish("/a.html", page(title), Reply(headers={"ETag": '"never the same"'}))
        morgue("crawl", newsroom.url("/a.html"), *FAST)
    with open_archive(tmp_path / "data") as archive:
        rows = captured(archive, newsroom.url("/a.html"))
        assert [row["refers_to"] for row in rows] == [None, rows[0]["id"], None]
        assert list(verify(archive)) == []
    assert len(list((tmp_path / "data" / "captures").iterdir())) == 3


def test_the_proof_of_a_deletion_is_kept(newsroom: Newsroom, morgue: Morgue, tmp_path: Path) -> None:
    newsroom.publish("/a.html", page("First"))
    morgue("crawl", newsroom.url("/a.html"), *FAST)
    newsroom.publish("/a.html", "Gone.", Reply(status=410))
    morgue("crawl", newsroom.url("/a.html"), newsroom.url("/never.html"), *FAST)
    with open_archive(tmp_path / "data") as archive:
        last = captured(archive, newsroom.url("/a.html"))[-1]
        assert (last["status"], last["file"] is None) == (410, False)
        assert [row["file"] for row in captured(archive, newsroom.url("/never.html"))] == [None]
        assert [row["how"] for row in archive.deletions.listed()] == ["gone"]


def test_no_captures(newsroom: Newsroom, morgue: Morgue, tmp_path: Path) -> None:
    newsroom.publish("/a.html", page("First"))
    assert morgue("crawl", newsroom.url("/a.html"), *FAST, "--no-captures").returncode == 0
    assert not (tmp_path / "data" / "captures").exists()
    with open_archive(tmp_path / "data") as archive:
        assert [row["file"] for row in captured(archive, newsroom.url("/a.html"))] == [None]


def test_a_killed_crawl_leaves_nothing_damaged(newsroom: Newsroom, tmp_path: Path) -> None:
    paths = [f"/{place}.html" for place in range(300)]
    for path in paths:
        newsroom.publish(path, page(f"Page {path}").replace(b"Tuesday", path.encode()))
    command = [sys.executable, "-m", "scraper", "crawl", *map(newsroom.url, paths), "--data", str(tmp_path), *FAST]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    wait_until(lambda: rows_in(tmp_path / "archive.db", "articles"))
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    with open_archive(tmp_path) as archive:
        stored = archive.statistics.totals()["articles"]
        assert 0 < stored < len(paths)
        assert [f for f in verify(archive) if f.severity is Severity.DAMAGE] == []
    run = [sys.executable, "-m", "scraper", "run", "--data", str(tmp_path), *FAST]
    assert subprocess.run(run, capture_output=True, check=False).returncode == 0
    with open_archive(tmp_path) as archive:
        assert archive.statistics.totals()["articles"] == len(paths)
        assert [f for f in verify(archive) if f.severity is Severity.DAMAGE] == []


def test_repair_gives_lost_rows_back_from_captures(newsroom: Newsroom, morgue: Morgue, tmp_path: Path) -> None:
    for name in ("One", "Two"):
        newsroom.publish(f"/{name}.html", page(name).replace(b"bridge", name.encode()))
    assert morgue("crawl", *map(newsroom.url, ("/One.html", "/Two.html")), *FAST).returncode == 0
    tables = ("share_counts", "revisions", "captures", "urls", "articles")
    with closing(sqlite3.connect(tmp_path / "data" / "archive.db")) as connection, connection:
        before = connection.execute("SELECT url, body, first_seen FROM articles ORDER BY url").fetchall()
        connection.execute("PRAGMA foreign_keys = ON")
        for table in tables:  # as if the crawl had been killed between record and row
            connection.execute(f"DELETE FROM {table}")
    found = morgue("verify")
    assert found.stdout.count("has no row") == 2
    repaired = morgue("verify", "--repair")
    assert (repaired.returncode, "2 rows from captures" in repaired.stderr) == (0, True), repaired.stderr
    with closing(sqlite3.connect(tmp_path / "data" / "archive.db")) as connection:
        assert connection.execute("SELECT url, body, first_seen FROM articles ORDER BY url").fetchall() == before
    assert "no damage, 0 notes" in morgue("verify").stderr


def test_a_backup_of_an_archive_that_a_crawl_is_writing_is_whole(morgue: Morgue, tmp_path: Path) -> None:
    data, pages, copied = tmp_path / "data", 200, Event()

    async def answer(asked: Asked) -> bytes:
        if asked.path == "/150.html":
            await asyncio.to_thread(copied.wait, PATIENCE)  # the crawl cannot end before the last copy
        if asked.path == "/robots.txt":
            return reply(status=404)
        await asyncio.sleep(0.01)
        return reply(page(f"Page {asked.path}").replace(b"Tuesday", asked.path.encode()).decode())

    with Press(answer) as press:
        urls = [press.url(f"/{place}.html") for place in range(pages)]
        command = [sys.executable, "-m", "scraper", "crawl", *urls, "--data", str(data), *FAST]
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        sizes = []
        for place in range(3):
            press.wait_for(40 * (place + 1))
            assert morgue("backup", tmp_path / f"copy-{place}").returncode == 0
            with open_archive(tmp_path / f"copy-{place}") as copy:
                sizes.append(copy.statistics.totals()["articles"])
                assert [f for f in verify(copy) if f.severity is Severity.DAMAGE] == []
        assert process.poll() is None
        copied.set()
        assert process.wait(PATIENCE) == 0
    assert sizes == sorted(sizes)
    assert sizes[-1] <= 150
