"""The demo newspaper from first to last."""

import sqlite3
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from scraper.demo import ARTICLES, Newsroom, publish_edition
from tests.conftest import Morgue


def free_port() -> str:
    with Newsroom() as newsroom:
        return newsroom.url("").rpartition(":")[2]


def test_two_editions(morgue: Morgue, tmp_path: Path) -> None:
    port = free_port()
    first = morgue("demo", "--port", port)
    assert first.returncode == 0, first.stderr
    assert "search ferry" in first.stderr
    assert "Ferry returns to the northern pier" in first.stdout
    second = morgue("demo", "--port", port, "--edition", "evening")
    assert f"{len(ARTICLES) - 2} unchanged, 1 revised" in second.stderr
    archive = sqlite3.connect(tmp_path / "data" / "archive.db")
    texts = archive.execute(
        "SELECT a.url, count(*) FROM revisions r JOIN articles a ON a.id = r.article GROUP BY a.url HAVING count(*) > 1"
    ).fetchall()
    counts = archive.execute(
        "SELECT s.raw FROM share_counts s JOIN articles a ON a.id = s.article"
        " WHERE a.url LIKE '%ferry-returns%' AND network = 'facebook' ORDER BY observed_at"
    ).fetchall()
    archive.close()
    assert [(url.endswith(ARTICLES[0]), count) for url, count in texts] == [(True, 2)]
    assert counts == [("342",), ("1.2K",)]


def test_a_port_that_is_taken_is_named(morgue: Morgue) -> None:
    with Newsroom() as newsroom:
        port = newsroom.url("").rpartition(":")[2]
        done = morgue("demo", "--port", port)
    assert done.returncode == 2
    assert f"cannot serve on port {port}" in done.stderr


def test_what_is_known_is_not_sent_again() -> None:
    with Newsroom() as newsroom:
        publish_edition(newsroom)
        with urllib.request.urlopen(newsroom.url(ARTICLES[0]), timeout=5) as answer:
            tag = answer.headers["ETag"]
        asked = urllib.request.Request(newsroom.url(ARTICLES[0]), headers={"If-None-Match": tag})
        with pytest.raises(urllib.error.HTTPError, match="304") as refused:
            urllib.request.urlopen(asked, timeout=5)
        refused.value.close()
        assert newsroom.log == [ARTICLES[0]] * 2
