"""Killing at random: workers, the archive's process, PostgreSQL; and what has to be true afterwards."""

import random
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from tests.integration.cluster.conftest import Machines

WITHIN = 60.0
"""Seconds from a kill until somebody else is at the task."""


@dataclass
class Killer:
    """Keeps a cluster going and kills one of its processes now and then; each is started again at once."""

    machines: Machines
    watch: subprocess.Popen[str]
    workers: list[subprocess.Popen[str]]
    chance: random.Random
    killed: list[str] = field(default_factory=list)
    lost: list[tuple[int, float]] = field(default_factory=list)
    """The tasks that were under way in what was killed, each with the moment, as seconds since 1970."""

    def kill(self, what: str) -> None:
        self.killed.append(what)
        getattr(self, f"_kill_{what}")()

    def _kill_worker(self) -> None:
        worker = self.chance.choice(self.workers)
        workshop = Path(worker.args[worker.args.index("--workshop") + 1])  # type: ignore[index, union-attr]
        worker.kill()
        worker.wait()
        at = time.time()
        tasks = [int(path.name.split("-")[0]) for path in workshop.glob("*-*")]
        self.lost += [(task, at) for task in tasks if self._is_under_way(task)]
        self.workers[self.workers.index(worker)] = self.machines.worker()

    def _kill_watch(self) -> None:
        self.watch.kill()
        self.watch.wait()
        with psycopg.connect(self.machines.url) as connection:
            rows = connection.execute(
                "SELECT id FROM procrastinate_jobs WHERE queue_name = 'results' AND status = 'doing'"
            ).fetchall()
        self.lost += [(row[0], time.time()) for row in rows]
        self.watch = self.machines.watch()

    def _kill_postgres(self) -> None:
        self.machines.postgres.kill()
        time.sleep(self.chance.uniform(0, 4))
        self.machines.postgres.start()

    def _is_under_way(self, task: int) -> bool:
        with psycopg.connect(self.machines.url) as connection:
            row = connection.execute("SELECT status FROM procrastinate_jobs WHERE id = %s", [task]).fetchone()
        return row == ("doing",)

    def taken_up(self) -> list[float]:
        """Give of each task that was lost after how many seconds somebody was at it again."""
        waits = []
        with psycopg.connect(self.machines.url) as connection:
            for task, at in self.lost:
                row = connection.execute(
                    """
                    SELECT extract(epoch FROM min(at))::float FROM procrastinate_events
                    WHERE job_id = %s AND type IN ('started', 'succeeded') AND at > to_timestamp(%s)
                    """,
                    [task, at],
                ).fetchone()
                assert row is not None
                assert row[0], f"task {task} was not taken up"
                waits.append(row[0] - at)
        return waits


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
