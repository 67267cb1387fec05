"""A crawl that is killed at random moments loses nothing and stores nothing twice.

``MORGUE_KILLS=100`` kills as often as that, ``MORGUE_SEED`` makes the moments those of an earlier run.
"""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

from tests.integration.test_manners import page
from tests.looking import PATIENCE, rows_in, wait_until
from tests.press import Asked, Press, reply

KILLS = int(os.environ.get("MORGUE_KILLS", "20"))
PAGES, HOSTS = 900, 8
LISTED = 750


def start(folder: Path, *command: str, delay: float = 0.06) -> subprocess.Popen[str]:
    options = ("--allow-private", "--delay", str(delay), "--data", str(folder))
    return subprocess.Popen(
        [sys.executable, "-m", "scraper", *command, *options],
        env=os.environ | {"PYTHONPATH": str(Path.cwd())},
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
    )


def killed(process: subprocess.Popen[str], press: Press, luck: random.Random) -> bool:
    """Kill a crawl some time after its first request; False if it had ended by itself."""
    before = len(press.log)
    wait_until(lambda: len(press.log) > before or process.poll() is not None)
    time.sleep(luck.uniform(0, 0.45))
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=PATIENCE)
    return process.returncode == -signal.SIGKILL


def test_kill_at_random_moments(tmp_path: Path) -> None:
    def answer(asked: Asked) -> bytes:
        return reply(page(asked.host + asked.path)) if asked.path.startswith("/news/") else reply(status=404)

    luck = random.Random(os.environ.get("MORGUE_SEED"))
    with Press(answer, hosts=HOSTS) as press:
        urls = [press.url(f"/news/{place}.html", place % HOSTS) for place in range(PAGES)]
        (tmp_path / "urls.txt").write_text("\n".join(urls))
        kills = killed(start(tmp_path, "crawl", "--from", str(tmp_path / "urls.txt")), press, luck)
        while kills < KILLS and killed(start(tmp_path, "run"), press, luck):
            kills += 1
        assert kills == KILLS, "it had finished before it was killed often enough"
        last = start(tmp_path, "run")
        _, words = last.communicate(timeout=PATIENCE)
        assert last.returncode in {0, 3}, words  # 3: on a slow machine the last kill may come when all is stored
        fetched = Counter(seen.host + seen.path for seen in press.log if seen.path.startswith("/news/"))
    database = sqlite3.connect(tmp_path / "archive.db")
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert database.execute("SELECT state, outcome, count(*) FROM urls GROUP BY 1, 2").fetchall() == [
        ("done", "stored", PAGES)
    ]
    assert database.execute("SELECT count(*), count(DISTINCT url) FROM articles").fetchone() == (PAGES, PAGES)
    assert database.execute("SELECT count(*) FROM revisions").fetchone() == (PAGES,)
    assert database.execute("SELECT count(*) FROM articles_fts WHERE articles_fts MATCH 'council'").fetchone() == (
        PAGES,
    )
    database.close()
    assert len(fetched) == PAGES
    again = sum(fetched.values()) - PAGES
    assert again <= 2 * kills * HOSTS, "a killed crawl repeats what was on its way or not committed, and no more"
    print(f"{kills} kills, {again} pages fetched twice")  # noqa: T201 - the figure of the run


def queued(folder: Path) -> int:
    return rows_in(folder / "archive.db", "urls WHERE kind = 'page'")


def killed_while_listing(folder: Path) -> bool:
    """Crawl until some of what a sitemap lists is queued; False if all of it was, when the crawl was dead."""
    process = start(folder, "crawl", "--all", delay=0)
    while not queued(folder) and process.poll() is None:
        time.sleep(0.001)
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=PATIENCE)
    return 0 < queued(folder) < LISTED


def test_kill_in_the_middle_of_a_long_listing(tmp_path: Path) -> None:
    def answer(asked: Asked) -> bytes:
        if asked.path == "/sitemap.xml":
            entries = (f"<url><loc>{press.url(f'/news/{place}.html')}</loc></url>" for place in range(LISTED))
            return reply(f"<urlset>{''.join(entries)}</urlset>", content_type="application/xml")
        return reply(page(asked.path)) if asked.path.startswith("/news/") else reply(status=404)

    with Press(answer) as press:
        for attempt in range(20):
            folder = tmp_path / str(attempt)
            folder.mkdir()
            source = f'name = "a"\nhomepage = "{press.url("/")}"\nsitemaps = ["{press.url("/sitemap.xml")}"]\n'
            (folder / "sources.toml").write_text(f"[[source]]\n{source}article_url = '/news/'\n")
            if killed_while_listing(folder):
                break
        last = start(folder, "run", delay=0)
        _, words = last.communicate(timeout=PATIENCE)
        assert last.returncode == 0, words
    with closing(sqlite3.connect(folder / "archive.db")) as database:
        kinds = database.execute("SELECT kind, state, outcome, count(*) FROM urls GROUP BY 1, 2, 3").fetchall()
        assert kinds == [("page", "done", "stored", LISTED), ("sitemap", "done", "listed", 1)]
        assert database.execute("SELECT count(*), count(DISTINCT url) FROM articles").fetchone() == (LISTED, LISTED)
        assert database.execute("SELECT count(*) FROM captures").fetchone() == (LISTED + 1,)
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    print(f"killed at attempt {attempt + 1}")  # noqa: T201 - the figure of the run
