"""Killing at random: workers, the archive's process, PostgreSQL; and what has to be true afterwards."""

import random
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from tests.integration.cluster.conftest import Machines

WITHIN, STARTS = 60.0, 20
"""Seconds from a kill until somebody else is at the task; and how many starts of a process may come on top."""


def a_start() -> float:
    """Give the seconds that a process takes to start on this machine, as busy as it is now; a third of one if idle."""
    began = time.monotonic()
    subprocess.run([sys.executable, "-m", "scraper", "--version"], check=True, capture_output=True)
    return time.monotonic() - began


@dataclass(frozen=True)
class Lost:
    """A task that was under way in what was killed."""

    kill: int
    """Which kill it was, from 0."""

    task: int
    at: float
    """When that was killed, as seconds since 1970."""


@dataclass
class Killer:
    """Keeps a cluster going and kills one of its processes now and then; each is started again at once."""

    machines: Machines
    watch: subprocess.Popen[str]
    workers: list[subprocess.Popen[str]]
    chance: random.Random
    options: tuple[str, ...] = ()
    """Of the workers that are started anew."""

    killed: list[str] = field(default_factory=list)
    lost: list[Lost] = field(default_factory=list)
    slowest: float = 0.0
    """The longest start of a process at any of the kills."""

    def kill(self, what: str) -> None:
        """Kill, start again and look whether the archive is whole."""
        self.killed.append(what)
        getattr(self, f"_kill_{what}")()
        self.slowest = max(self.slowest, a_start())
        assert "no damage" in self.machines.verified()

    def _kill_worker(self) -> None:
        busy = [worker for worker in self.workers if self._tasks_of(worker)]
        worker = self.chance.choice(busy or self.workers)
        worker.kill()
        worker.wait()
        self._note(time.time(), self._tasks_of(worker))
        self.workers[self.workers.index(worker)] = self.machines.worker(*self.options)

    def _kill_watch(self) -> None:
        self.watch.kill()
        self.watch.wait()
        with psycopg.connect(self.machines.url) as connection:
            rows = connection.execute(
                "SELECT id FROM procrastinate_jobs WHERE queue_name = 'results' AND status = 'doing'"
            ).fetchall()
        self._note(time.time(), [row[0] for row in rows])
        self.watch = self.machines.watch()

    def _note(self, at: float, tasks: list[int]) -> None:
        self.lost += [Lost(len(self.killed) - 1, task, at) for task in tasks]

    def _kill_postgres(self) -> None:
        self.machines.postgres.kill()
        time.sleep(self.chance.uniform(0, 4))
        self.machines.postgres.start()

    def _tasks_of(self, worker: subprocess.Popen[str]) -> list[int]:
        """Give those that are under way: on a slow machine one worker may have all before the other is there."""
        workshop = Path(worker.args[worker.args.index("--workshop") + 1])  # type: ignore[index, union-attr]
        tasks = [int(path.name.split("-")[0]) for path in workshop.glob("*-*")]
        return [task for task in tasks if self._is_under_way(task)]

    def _is_under_way(self, task: int) -> bool:
        with psycopg.connect(self.machines.url) as connection:
            row = connection.execute("SELECT status FROM procrastinate_jobs WHERE id = %s", [task]).fetchone()
        return row == ("doing",)

    def within(self) -> float:
        """Give the seconds that a lost task may have waited."""
        return WITHIN + STARTS * self.slowest

    def taken_up(self) -> list[tuple[Lost, float, float]]:
        """Give of each task that was lost after how many seconds it was put back, and somebody was at it again."""
        with psycopg.connect(self.machines.url) as connection:
            return [(one, *self._waits(connection, one)) for one in self.lost]

    def _waits(self, connection: psycopg.Connection[tuple[Any, ...]], one: Lost) -> tuple[float, float]:
        row = connection.execute(
            """
            SELECT extract(epoch FROM min(at) FILTER (WHERE type = 'deferred_for_retry'))::float,
                extract(epoch FROM min(at) FILTER (WHERE type IN ('started', 'succeeded')))::float
            FROM procrastinate_events WHERE job_id = %s AND at > to_timestamp(%s)
            """,
            [one.task, one.at],
        ).fetchone()
        assert row
        assert row[1], f"task {one.task} was not taken up"
        return (row[0] or row[1]) - one.at, row[1] - one.at


def check_whole(machines: Machines, pages: int) -> None:
    """Nothing is lost, nothing is stored twice, every byte is what it was."""
    assert machines.articles() == pages
    assert machines.ask("SELECT count(*) FROM revisions") == pages
    done = "SELECT count(*) FROM urls WHERE kind = 'page' AND state = 'done' AND outcome = 'stored'"
    assert machines.ask(done) == pages
    captures = "SELECT count(*) FROM captures c JOIN urls u ON u.id = c.url WHERE u.kind = 'page'"
    assert machines.ask(captures) == pages
    assert machines.ask("SELECT count(*) FROM sources WHERE leased_by IS NOT NULL") == 0
    assert "no damage, 0 notes" in machines.verified()
