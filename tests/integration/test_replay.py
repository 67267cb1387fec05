"""pywb, the replay program of web archives, shows our captures as they were received.

It lives in an environment of its own, ``.venv-replay``, which ``make test`` makes.
"""

import gzip
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

import pytest

from scraper.captures.reading import StoredRecord, records
from scraper.demo import ARTICLES, Newsroom, publish_edition
from tests.conftest import Morgue
from tests.looking import PATIENCE

PYWB = Path(".venv-replay/bin").absolute()
needs_pywb = pytest.mark.skipif(not PYWB.exists(), reason="'make replay' installs pywb")


@contextmanager
def replay(folder: Path, *files: Path) -> Iterator[str]:
    """Serve WARC files as pywb's collection ``morgue``; give its address."""
    for command in (["init", "morgue"], ["add", "morgue", *map(str, files)]):
        subprocess.run([PYWB / "wb-manager", *command], cwd=folder, check=True, capture_output=True, timeout=PATIENCE)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [str(PYWB / "wayback"), "--bind", "127.0.0.1", "--port", str(port)]
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield f"http://127.0.0.1:{port}/morgue"
    finally:
        process.terminate()
        process.wait(PATIENCE)


def fetched(url: str, seconds: float = 30) -> bytes:
    """Fetch the bytes as transferred, from a server that may still be starting."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            with urlopen(Request(url, headers={"Accept-Encoding": "gzip"}), timeout=20) as answer:
                content: bytes = answer.read()
                return content
        except URLError as error:
            if not isinstance(error.reason, ConnectionRefusedError) or time.monotonic() > deadline:
                raise
            time.sleep(0.2)


@needs_pywb
def test_pywb_replays_the_demo_byte_for_byte(newsroom: Newsroom, morgue: Morgue, tmp_path: Path) -> None:
    publish_edition(newsroom, "morning")
    for path, (body, reply) in list(newsroom.pages.items()):
        newsroom.publish(path, body, replace(reply, headers=reply.headers | {"ETag": '"never the same"'}))
    for _ in range(2):  # the second time each page is a revisit record
        crawled = morgue("crawl", *map(newsroom.url, ARTICLES), "--allow-private", "--delay", "0")
        assert crawled.returncode == 0, crawled.stderr
    files = sorted((tmp_path / "data" / "captures").glob("*.warc.gz"))
    checked = subprocess.run([sys.executable, "-m", "warcio.cli", "check", *files], check=False, capture_output=True)
    assert checked.returncode == 0, checked.stdout
    kinds = Counter(one.kind for path in files for one in records(path) if isinstance(one, StoredRecord))
    assert kinds["response"] == kinds["revisit"] == len(ARTICLES)
    with replay(tmp_path, *files) as pywb:
        for path in ARTICLES[:3]:
            published = fetched(newsroom.url(path))
            assert b"<html" in gzip.decompress(published)
            for moment in (files[0].name[:8] + files[0].name[9:15], "29991231"):
                assert fetched(f"{pywb}/{moment}id_/{newsroom.url(path)}") == published
