"""A new archive from the captures alone is the old one, but for the visits that left none."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from scraper.archive import open_archive
from scraper.demo import ARTICLES, Newsroom, publish_edition
from scraper.demo.edition import OTHERS
from scraper.fixity.verification import verify
from tests.conftest import Morgue
from tests.integration.test_import import page, warc
from tests.looking import rows_in, wait_until

TABLES = {
    "articles": """
        SELECT a.*, s.name AS source_name FROM articles a JOIN sources s ON s.id = a.source ORDER BY a.url
        """,
    "revisions": """
        SELECT r.*, a.url FROM revisions r JOIN articles a ON a.id = r.article ORDER BY a.url, r.seen_at, r.id
        """,
    "share_counts": """
        SELECT c.*, a.url FROM share_counts c JOIN articles a ON a.id = c.article ORDER BY a.url, observed_at, c.id
        """,
    "captures": """
        SELECT c.*, u.url AS address, u.outcome, u.etag, a.url AS article_url, o.file AS other, o.offset AS there
        FROM captures c JOIN urls u ON u.id = c.url LEFT JOIN articles a ON a.id = u.article
        LEFT JOIN captures o ON o.id = c.refers_to WHERE c.file IS NOT NULL ORDER BY c.file, c.offset
        """,
    "capture_files": "SELECT * FROM capture_files ORDER BY file",
    "deletions": "SELECT * FROM deletions ORDER BY url",
    "edits": "SELECT * FROM edits ORDER BY url, seen_at",
}
NUMBERS = {"id", "article", "source", "url", "refers_to", "revision"}
"""Columns that number rows, which may come in another order."""


def contents(folder: Path) -> dict[str, list[dict[str, object]]]:
    with closing(sqlite3.connect(folder / "archive.db")) as connection:
        connection.row_factory = sqlite3.Row
        return {
            name: [
                {key: row[key] for key in row.keys() if key not in NUMBERS or isinstance(row[key], str)}  # noqa: SIM118
                for row in connection.execute(sql)
            ]
            for name, sql in TABLES.items()
        }


def publish(newsroom: Newsroom, edition: str) -> None:
    """Publish an edition whose server never says that nothing has changed."""
    publish_edition(newsroom, edition)
    for path, (body, reply) in list(newsroom.pages.items()):
        newsroom.publish(path, body, replace(reply, headers=reply.headers | {"ETag": '"never the same"'}))


def test_the_new_archive_is_the_old_one(newsroom: Newsroom, morgue: Morgue, tmp_path: Path) -> None:
    data = tmp_path / "data"
    for edition in ("morning", "evening"):
        publish(newsroom, edition)
        morgue("crawl", *map(newsroom.url, (*ARTICLES, *OTHERS)), "--allow-private", "--delay", "0")
        time.sleep(1.1)  # moments are kept to the second
    del newsroom.pages[ARTICLES[3]]
    morgue("crawl", newsroom.url(ARTICLES[3]), "--allow-private", "--delay", "0")
    (tmp_path / "clipping.txt").write_text("A title\n\n" + "A text that somebody has copied out of a page. " * 9)
    morgue("import", tmp_path / "clipping.txt")
    old = contents(data)
    assert (len(old["deletions"]), len(old["edits"]) > 0) == (1, True)
    refused = morgue("rebuild")
    assert (refused.returncode, "move that away" in refused.stderr) == (2, True)
    (data / "archive.db").unlink()
    done = morgue("rebuild")
    assert done.returncode == 0, done.stderr
    new = contents(data)
    for name, rows in old.items():
        assert len(new[name]) == len(rows), name
        for before, after in zip(rows, new[name], strict=True):
            assert {key: (before[key], after[key]) for key in before if before[key] != after[key]} == {}
    assert sorted(path.name for path in data.iterdir()) == ["archive.db", "captures"]
    with open_archive(data) as archive:
        assert list(verify(archive)) == []


@pytest.fixture
def large(morgue: Morgue, tmp_path: Path) -> Path:
    """An archive of some hundred pages, whose captures fill several batches."""
    filler = b"<!--" + os.urandom(20_000).hex().encode() + b"-->"
    pages = ((f"https://news.example/{place}", place, page(f"Story {place:04}") + filler) for place in range(500))
    assert morgue("import", warc(tmp_path, *pages)).returncode == 0
    return tmp_path / "data"


def test_a_killed_rebuild_goes_on(large: Path) -> None:
    old = contents(large)
    (large / "archive.db").unlink()
    command = [sys.executable, "-m", "scraper", "rebuild", "--data", str(large)]
    database = large / "rebuilding" / "archive.db"
    kill_after_the_first_row(command, database, "articles")
    assert 0 < rows_in(database, "articles") < 500
    assert not (large / "archive.db").exists(), "half an archive is not put in the place of a whole one"
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    new = contents(large)
    assert all(new[name] == old[name] for name in TABLES)


def test_a_killed_reparse_goes_on(large: Path) -> None:
    database = large / "archive.db"
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE articles SET section = 'As an older parser read it'")
    command = [sys.executable, "-m", "scraper", "reparse", "--data", str(large)]
    kill_after_the_first_row(command, database, "rereadings")
    first = rows_in(database, "rereadings")
    assert 0 < first < 500
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert f"of 500 articles read: {500 - first} changed (section {500 - first})" in done.stderr
    assert rows_in(database, "rereadings") == 500
    assert rows_in(database, "articles WHERE section IS NOT NULL") == 0
    with open_archive(large) as archive:
        assert [found.what for found in verify(archive)] == []


def kill_after_the_first_row(command: list[str], database: Path, table: str) -> None:
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True)
    wait_until(lambda: rows_in(database, table))
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
