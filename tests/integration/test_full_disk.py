"""A disk that fills in the middle of a harvest: it ends in order, says why, and nothing that was stored is damaged."""

import json
import os
import random
import resource
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.conftest import Morgue
from tests.hooks import Messages, webhook
from tests.press import Asked, Press, reply

ARTICLES = 40
ALLOWED = ("--allow-private", "--delay", "0")


def answer(asked: Asked) -> bytes:
    if asked.path == "/feed.xml":
        items = "".join(f"<item><title>Report {n}</title><link>/r/{n}.html</link></item>" for n in range(ARTICLES))
        return reply(f'<rss version="2.0"><channel>{items}</channel></rss>', content_type="application/rss+xml")
    if not asked.path.startswith("/r/"):
        return reply(status=404)
    chance = random.Random(asked.path)
    words = ["".join(chance.choices("abcdefghijklmnoprstuvw", k=7)) for _ in range(8000)]
    text = "".join(f"<p>{' '.join(words[n : n + 80])}.</p>" for n in range(0, len(words), 80))
    return reply(f'<html lang="en"><head><title>{asked.path}</title></head><body><article><h1>Report</h1>{text}')


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Put the archive's folder onto a disk of its own with a few megabytes."""
    folder = tmp_path / "data"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(folder)]
    if os.getuid() or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("only root can mount a small disk here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.fixture
def press() -> Iterator[Press]:
    with Press(answer) as server:
        yield server


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Iterator[Messages]:
    """What a web hook is sent through Apprise."""
    with webhook() as (address, got):
        monkeypatch.setenv("MORGUE_NOTIFY", address)
        yield got


def titles(told: Messages) -> list[str]:
    return [message["title"] for message in told]


def write_sources(folder: Path, press: Press) -> None:
    feed = f'feeds = ["{press.url("/feed.xml")}"]\nrevisits = []\n'
    (folder / "sources.toml").write_text(f'[[source]]\nname = "alder"\nhomepage = "{press.url("/")}"\n{feed}')


def goes_on(morgue: Morgue) -> None:
    """Harvest again where there is room, and look at everything."""
    again = morgue("harvest", *ALLOWED)
    assert again.returncode == 0, again.stderr
    count = "SELECT count(*) AS n FROM articles WHERE length(body) > 60000 AND url LIKE '%/r/%'"
    assert json.loads(morgue("sql", count, "--json").stdout)["n"] == ARTICLES
    verified = morgue("verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr


def test_a_disk_that_fills(morgue: Morgue, press: Press, small_disk: Path, told: Messages) -> None:
    write_sources(small_disk, press)
    full = morgue("harvest", *ALLOWED)
    assert (full.returncode, "free some space" in full.stderr, "Traceback" in full.stderr) == (1, True, False), (
        full.stderr
    )
    assert len(press.log) < ARTICLES
    assert titles(told).count("Morgue: the disk is full") == 1
    with (small_disk / "filler").open("wb", buffering=0) as filler, suppress(OSError):
        while filler.write(bytes(4096)):
            pass  # not a byte is left
    again = morgue("harvest", *ALLOWED)
    assert again.returncode in {1, 4}, again.stderr  # it depends on the file system what still fits
    assert ("free some space" in again.stderr, "Traceback" in again.stderr) == (True, False), again.stderr
    assert "full" in {json.loads(line)["name"] for line in morgue("doctor", "--json").stdout.splitlines()}
    assert titles(told).count("Morgue: the disk is full") == 1
    (small_disk / "filler").unlink()
    subprocess.run(["mount", "-o", "remount,size=600m", str(small_disk)], check=True)
    goes_on(morgue)
    assert titles(told)[-1] == "Morgue: the archive is well again"
    assert "full from" in told[-1]["message"]
    assert not (small_disk / "disk-full").exists()


def test_a_file_that_may_not_grow(morgue: Morgue, press: Press, tmp_path: Path, told: Messages) -> None:
    (tmp_path / "data").mkdir()
    write_sources(tmp_path / "data", press)
    limit = 2_000_000
    for _ in range(2):
        full = morgue("harvest", *ALLOWED, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
        assert (full.returncode, "then go on" in full.stderr, "Traceback" in full.stderr) == (1, True, False), (
            full.stderr
        )
    assert titles(told) == ["Morgue: the disk is full"]
    goes_on(morgue)
    assert titles(told) == ["Morgue: the disk is full", "Morgue: the archive is well again"]
    (row,) = (json.loads(line) for line in morgue("sql", "SELECT * FROM incidents", "--json").stdout.splitlines())
    assert (row["kind"], row["ended"] >= row["began"], row["told_ended"] is None) == ("full", True, False)
