"""A cluster on this machine: PostgreSQL, a spool, the archive's process and workers, each a process of its own."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from scraper.cli import main
from scraper.cluster.status import look_at
from tests.looking import PATIENCE
from tests.postgres import Postgres, program
from tests.press import Asked, Press, Seen, reply

TEXT = "".join(
    f"<p>Sentence {n} of a report about the harbour, its boats and the people who wait there.</p>" for n in range(8)
)


class Papers:
    """Newspapers, one a host: a feed that lists so many articles, each with a text of its own."""

    def __init__(self, articles: int = 6) -> None:
        self.articles = articles

    def answer(self, asked: Asked) -> bytes:
        if asked.path == "/feed.xml":
            items = "".join(
                f"<item><title>Report {n}</title><link>/r/{n}.html</link></item>" for n in range(self.articles)
            )
            return reply(f'<rss version="2.0"><channel>{items}</channel></rss>', content_type="application/rss+xml")
        if asked.path.startswith("/r/"):
            name = f"Report {asked.path} of {asked.host}"
            return reply(
                f'<html lang="en"><head><title>{name}</title></head><body><article><h1>{name}</h1>{TEXT}<p>{name}.</p>'
            )
        return reply(status=404)


class Machines:
    """Starts and ends the processes of one cluster; what is still there at the end is killed."""

    def __init__(self, postgres: Postgres, folder: Path, delay: float = 0.0) -> None:
        self.postgres = postgres
        self.folder = folder
        self.data = folder / "data"
        self.spool = str(folder / "spool")
        self.url = ""
        self.delay = delay
        self.running: list[subprocess.Popen[str]] = []
        self.environment = os.environ | {"PYTHONPATH": str(Path.cwd()), "MORGUE_DATA": str(self.data)}

    def run(self, *arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "scraper", *arguments]
        settings: dict[str, Any] = {"env": self.environment, "capture_output": True, "text": True, "timeout": PATIENCE}
        return subprocess.run(command, check=False, **(settings | options))

    def here(self, *arguments: str) -> Result:
        """Run a command in this process, which saves a second of the processor."""
        return CliRunner(env=self.environment).invoke(main, arguments)

    def init(self, url: str, *options: str) -> None:
        self.url = url
        done = self.here("cluster", "init", "--cluster", url, "--spool", self.spool, *options)
        assert done.exit_code == 0, done.output

    def sources(self, press: Press, every: str = "1h") -> None:
        self.data.mkdir(exist_ok=True)
        (self.data / "sources.toml").write_text(
            "".join(
                f'[[source]]\nname = "paper{n}"\nhomepage = "{press.url("/", n)}"\n'
                f'feeds = ["{press.url("/feed.xml", n)}"]\nevery = "{every}"\n'
                for n in range(len(press.names))
            )
        )

    def start(self, *arguments: str, before: tuple[str, ...] = ()) -> subprocess.Popen[str]:
        command = [*before, sys.executable, "-W", "error::DeprecationWarning:scraper", "-m", "scraper", *arguments]
        log = (self.folder / f"log-{len(self.running)}").open("w")
        process = subprocess.Popen(command, env=self.environment, stdout=log, stderr=log, text=True)
        log.close()
        self.running.append(process)
        return process

    def watch(self, *options: str) -> subprocess.Popen[str]:
        delay = ("--delay", str(self.delay))
        return self.start("harvest", "--watch", "--cluster", self.url, "--allow-private", *delay, *options)

    def worker(self, *options: str, before: tuple[str, ...] = ()) -> subprocess.Popen[str]:
        workshop = ("--workshop", str(self.folder / f"workshop-{len(self.running)}"))
        return self.start("worker", "--cluster", self.url, "--slots", "4", *workshop, *options, before=before)

    def log_of(self, process: subprocess.Popen[str]) -> str:
        return (self.folder / f"log-{self.running.index(process)}").read_text()

    def logs(self) -> str:
        return "\n".join(f"--- {' '.join(map(str, one.args))}\n{self.log_of(one)}" for one in self.running)  # type: ignore[union-attr]

    def kill_all(self) -> None:
        """Kill what is still there."""
        for process in self.running:
            if process.poll() is None:
                process.kill()
                process.wait()

    def end(self, process: subprocess.Popen[str]) -> int:
        process.send_signal(signal.SIGTERM)
        return process.wait(PATIENCE)

    def ask(self, sql: str) -> Any:
        if not (self.data / "archive.db").exists():
            return None
        connection = sqlite3.connect(self.data / "archive.db")
        try:
            return connection.execute(sql).fetchone()[0]
        except sqlite3.OperationalError:
            return None
        finally:
            connection.close()

    def articles(self) -> int:
        return self.ask("SELECT count(*) FROM articles") or 0

    def status(self) -> dict[str, dict[str, Any]]:
        """Give what ``morgue cluster status`` prints; without its start, since tests ask often."""
        return {look.name: look.as_row() for look in look_at(self.url)}

    def wait_until(self, condition: Callable[[], object], seconds: float = PATIENCE) -> None:
        deadline = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < deadline, self.logs()
            time.sleep(0.2)

    def is_idle(self) -> bool:
        found = self.status()
        return not found["tasks"]["count"] and not found["results"]["count"]

    def verified(self) -> str:
        done = self.here("verify")
        assert done.exit_code == 0, done.output
        return done.stderr


def check_manners(log: list[Seen], delay: float) -> None:
    """Never two requests at once to a host, never closer than its delay: by the server's own clock."""
    for host in {seen.host for seen in log}:
        asked = sorted((seen for seen in log if seen.host == host), key=lambda seen: seen.began)
        for one, other in pairwise(asked):
            assert one.ended <= other.began, f"two requests at once to {host}: {one.path}, {other.path}"
            words = f"{host}: {one.path} and {other.path} are too close: {[(s.path, s.began) for s in asked]}"
            assert other.began - one.began >= delay * 0.98, words


def visits(press: Press) -> Counter[tuple[str, str]]:
    return Counter((seen.host, seen.path) for seen in press.log if seen.path.startswith("/r/"))


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    if program("postgres") is None:
        pytest.skip("PostgreSQL is not installed: make cluster-test installs it")
    with Postgres() as server:
        yield server


@pytest.fixture
def machines(postgres: Postgres, tmp_path: Path) -> Iterator[Machines]:
    found = Machines(postgres, tmp_path)
    yield found
    found.kill_all()
    shutil.rmtree(tmp_path, ignore_errors=True)


@pytest.fixture
def database(postgres: Postgres, request: pytest.FixtureRequest) -> str:
    name = "".join(letter if letter.isalnum() else "_" for letter in request.node.name)[:50]
    return postgres.database(f"{name}_{time.monotonic_ns()}")
