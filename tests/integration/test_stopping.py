"""Signals: one lets what is on its way end, a second does not wait for it; the archive is whole and nothing is lost."""

import asyncio
import signal
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.integration.test_kill import start
from tests.integration.test_manners import page
from tests.looking import PATIENCE
from tests.press import Answer, Asked, Press, reply

PAGES = 20
LIMIT = 25
"""Seconds: less than those after which a crawl gives up what is not answered."""


async def silence() -> AsyncIterator[bytes]:
    await asyncio.sleep(PATIENCE)
    yield b""


@pytest.mark.parametrize("signals", [[signal.SIGINT], [signal.SIGTERM], [signal.SIGINT] * 2, [signal.SIGTERM] * 2])
def test_a_crawl_that_is_stopped_goes_on_later(tmp_path: Path, signals: list[signal.Signals]) -> None:
    is_stuck = len(signals) > 1

    def answer(asked: Asked) -> Answer:
        if not asked.path.startswith("/news"):
            return reply(status=404)
        return silence() if is_stuck and asked.path == "/news/2" else reply(page(asked.path))

    with Press(answer) as press:
        (tmp_path / "urls.txt").write_text("\n".join(press.url(f"/news/{place}") for place in range(PAGES)))
        crawl = start(tmp_path, "crawl", "--from", str(tmp_path / "urls.txt"), delay=0.3)
        press.wait_for(6)
        for one in signals:
            crawl.send_signal(one)
            time.sleep(1)
        began = time.monotonic()
        _, words = crawl.communicate(timeout=PATIENCE)
        assert "addresses wait: 'morgue run' visits them" in words
        assert "Stopped. " in words
        assert "Traceback" not in words
        assert time.monotonic() - began < LIMIT
        is_stuck = False
        again = start(tmp_path, "run", delay=0)
        _, words = again.communicate(timeout=PATIENCE)
        assert again.returncode == 0, words
    with closing(sqlite3.connect(tmp_path / "archive.db")) as database:
        assert database.execute("SELECT state, outcome, count(*) FROM urls GROUP BY 1, 2").fetchall() == [
            ("done", "stored", PAGES)
        ]
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
