"""Crawls on the archive's machine beside its cluster: by the server's log a host never sees two, nor one too early."""

import os
import signal
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from tests.integration.cluster.conftest import Machines, Papers, check_manners
from tests.looking import PATIENCE
from tests.press import Asked, Press, reply

DELAY = 0.6
ARTICLES, MANY = 12, 600
LOCAL = range(1000, 2000)
"""Reports that only a crawl of this machine asks for."""


class Linked(Papers):
    """The first report of the first paper has moved to the third host, where no paper is."""

    def answer(self, asked: Asked) -> bytes:
        if asked.path == "/r/0.html" and asked.host == "127.0.0.1":
            port = asked.headers["host"].partition(":")[2]
            return reply(status=301, Location=f"http://127.0.0.3:{port}/r/0.html")
        return super().answer(asked)


def crawl(machines: Machines, command: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return machines.run(command, *arguments, "--allow-private", "--delay", str(DELAY))


def long_crawl(machines: Machines, press: Press, *hosts: int) -> subprocess.Popen[str]:
    """Begin a crawl of this machine that lasts for longer than a test, and wait until it is at its hosts."""
    listed = Path(machines.folder / "urls.txt")
    listed.write_text("\n".join(press.url(f"/r/{place}.html", host) for place in LOCAL for host in hosts))
    local = machines.start("crawl", "--from", str(listed), "--allow-private", "--delay", str(DELAY))
    press.wait_for(6)
    return local


def papers(machines: Machines, press: Press, count: int = 1) -> None:
    machines.sources(press)
    path = machines.data / "sources.toml"
    path.write_text("[[source]]".join(path.read_text().split("[[source]]")[: count + 1]))


def forget(archive: Path, but: str) -> None:
    """Let the archive have nothing to visit but some addresses: what is left of a long list takes minutes."""
    with closing(sqlite3.connect(archive, timeout=PATIENCE)) as connection, connection:
        connection.execute("DELETE FROM urls WHERE state = 'queued' AND url NOT LIKE ?", [f"%{but}"])


def tasks(database: str) -> int:
    with psycopg.connect(database) as connection:
        rows = connection.execute("SELECT 1 FROM procrastinate_jobs WHERE task_name = 'harvest'").fetchall()
    return len(rows)


@pytest.fixture
def beside(machines: Machines, database: str) -> Machines:
    machines.delay = DELAY
    machines.data.mkdir()
    machines.init(database)
    return machines


def test_a_crawl_goes_on_elsewhere_while_a_worker_is_at_a_host(beside: Machines) -> None:
    with Press(Linked(MANY).answer, hosts=3) as press:
        papers(beside, press)
        watch = beside.watch()
        worker = beside.worker()
        beside.wait_until(lambda: "/r/0.html" in press.paths(2))
        done = crawl(beside, "crawl", *(press.url("/r/900.html", host) for host in range(3)))
        assert done.returncode == 0, done.stderr
        for host in ("127.0.0.1", "127.0.0.3"):
            assert f"a worker of the cluster is at {host}" in done.stderr, done.stderr
        assert beside.articles() == 1
        assert beside.ask("SELECT count(*) FROM visitors WHERE holder GLOB 'cluster/[1-9]*'") == 2
        watch.kill()
        watch.wait()
        assert crawl(beside, "run").returncode == 3, "whoever shares out is killed, and workers go on"
        assert beside.end(worker) == 0
        assert crawl(beside, "run").returncode == 3, "its result waits"
        (beside.data / "sources.toml").write_text("")
        beside.watch()
        beside.wait_until(beside.is_idle)
        forget(beside.data / "archive.db", "/r/900.html")
        beside.wait_until(lambda: crawl(beside, "run").returncode == 0)
        check_manners(press.log, DELAY)
        assert [press.paths(host).count("/r/900.html") for host in range(3)] == [1, 1, 1]
    assert beside.ask("SELECT count(*) FROM visitors WHERE holder IS NOT NULL") == 0
    assert "no damage, 0 notes" in beside.verified()


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_workers_wait_while_a_crawl_is_at_a_host(beside: Machines, database: str, number: signal.Signals) -> None:
    with Press(Linked(ARTICLES).answer, hosts=3) as press:
        papers(beside, press, 2)
        local = long_crawl(beside, press, 0, 2)
        beside.watch()
        beside.worker()
        beside.wait_until(lambda: len(press.paths(1)) > 6)
        assert local.poll() is None
        assert tasks(database) == 1, "the host of the other source is occupied"
        assert "/feed.xml" not in press.paths(0)
        forget(beside.data / "archive.db", "/r/0.html")  # else a worker takes it over, and needs minutes for it
        os.kill(local.pid, number)
        local.wait(PATIENCE)
        beside.wait_until(lambda: "/feed.xml" in press.paths(0))
        beside.wait_until(lambda: "/r/0.html" in press.paths(2))
        beside.wait_until(beside.is_idle)
        beside.wait_until(lambda: crawl(beside, "crawl", press.url("/r/90.html", 2)).returncode == 0)
        check_manners(press.log, DELAY)


def test_a_worker_is_led_to_where_a_crawl_is(beside: Machines) -> None:
    with Press(Linked(ARTICLES).answer, hosts=3) as press:
        papers(beside, press)
        local = long_crawl(beside, press, 2)
        beside.watch()
        beside.worker()
        beside.wait_until(lambda: f"/r/{ARTICLES - 1}.html" in press.paths(0) and beside.is_idle())
        reason = beside.ask("SELECT reason FROM urls WHERE url LIKE '%127.0.0.1%/r/0.html'")
        assert reason == "it redirects to 127.0.0.3, where another crawl of this archive is"
        assert local.poll() is None
        assert beside.end(local) == 0
        check_manners(press.log, DELAY)


def test_the_host_of_a_task_that_is_taken_back_is_free(beside: Machines) -> None:
    with Press(Papers(ARTICLES).answer, hosts=1) as press:
        papers(beside, press)
        beside.watch()
        beside.wait_until(lambda: beside.ask("SELECT count(*) FROM visitors WHERE holder LIKE 'cluster/%'") == 1)
        assert crawl(beside, "crawl", press.url("/r/0.html")).returncode == 1
        (beside.data / "sources.toml").write_text("")
        beside.wait_until(lambda: crawl(beside, "run").returncode == 0)
        assert beside.articles() == 1
