"""A merge that is killed at random moments and started again brings everything once.

``MORGUE_KILLS=100`` kills as often as that, ``MORGUE_SEED`` makes the moments those of an earlier run.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from scraper.archive import open_archive
from scraper.captures.payload_digest import sha256
from scraper.captures.writing import CaptureWriter, Series
from scraper.fixity.verification import verify
from scraper.items import Capture, Exchange, Visit
from scraper.merging import merge
from tests.conftest import NOON
from tests.looking import PATIENCE
from tests.merging.content import content

KILLS = int(os.environ.get("MORGUE_KILLS", "8"))
PAGES, FILES = 1500, 6


@pytest.fixture
def folder(tmp_path: Path, visit: Callable[..., Visit]) -> Path:
    """Make an archive of pages in several capture files, some of which were edited."""
    largest = PAGES * 600 // FILES
    with open_archive(tmp_path / "other", create=True) as archive, archive.transaction():
        writer = CaptureWriter(Series(tmp_path / "other" / "captures", 1, NOON, {"software": "test"}, largest))
        for number in range(PAGES + PAGES // 5):
            url, at = f"https://news.example/{number % PAGES}", NOON + timedelta(minutes=number)
            payload = f"<html><p>Page {number} of the tide tables.</p></html>".encode()
            record = writer.write(Exchange(url=url, fetched_at=at, status=200, payload=payload), {"address": url})
            made = visit(url, at=at, body=f"Page {number} of the tide tables.", title="橋" if number % 9 else "Tides")
            made.capture = Capture(url=url, fetched_at=at, status=200, digest=sha256(payload), record=record)
            archive.record(made)
        writer.close()
        for seal in writer.seals:
            archive.captures.seal(seal.name, seal.size, seal.digest)
    return tmp_path / "other"


def killed(command: list[str], data: Path, seconds: float) -> bool:
    """Kill a merge some time after it has begun to write; False if it had ended by itself."""
    process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL)
    while process.poll() is None and not (data / "archive.db").exists():
        time.sleep(0.01)
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=PATIENCE)
    return process.returncode == -signal.SIGKILL


def kill_often(command: list[str], data: Path, luck: random.Random) -> int:
    """Kill a merge into a folder at random moments; the number of times that it was killed before its end.

    What ended by itself begins anew with half the time: how long a merge takes cannot be known beforehand, and one
    that has nothing left to bring is no test.
    """
    longest, kills = 2.0, 0
    for _ in range(4 * KILLS):
        if killed(command, data, luck.uniform(0, longest)):
            kills += 1
        elif kills < KILLS:
            shutil.rmtree(data)
            longest /= 2
        if kills == KILLS:
            break
    return kills


def test_kill_at_random_moments(tmp_path: Path, folder: Path) -> None:
    luck, data = random.Random(os.environ.get("MORGUE_SEED")), tmp_path / "whole"
    command = [sys.executable, "-m", "scraper", "merge", str(folder), "--data", str(data)]
    with open_archive(tmp_path / "reference", create=True) as reference:
        merge(reference, folder)
        expected = content(reference)
    assert kill_often(command, data, luck) == KILLS
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert done.returncode == 0, done.stderr
    with open_archive(data) as archive:
        assert list(verify(archive)) == []
        assert content(archive) == expected
        captures = list(archive.captures.in_files())
    assert len(captures) == PAGES + PAGES // 5
