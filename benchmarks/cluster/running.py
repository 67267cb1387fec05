"""A cluster under way."""

import subprocess
import time
from dataclasses import dataclass
from typing import Self

from benchmarks.cluster.costs import Costs, costs
from tests.integration.cluster.conftest import Machines

SETTLED = 5.0
"""Seconds after which processes that have started do nothing but wait."""


@dataclass
class Cluster:
    """A cluster of some workers, and what it has used."""

    machines: Machines
    workers: list[subprocess.Popen[str]]
    watch: subprocess.Popen[str] | None = None
    before: Costs | None = None
    """What was used before the first task: of processes that run for weeks their start is no part of the cost."""

    @classmethod
    def begin(cls, machines: Machines, count: int, *options: str) -> Self:
        """Start workers and wait until they have asked to be let in."""
        machines.init(machines.postgres.database("bench"))
        begun = cls(machines, [machines.worker(*options) for _ in range(count)])
        machines.wait_until(lambda: sum(name.startswith("worker ") for name in machines.status()) == count)
        return begun

    def share(self) -> None:
        """Start the archive's process and wait until the workers take tasks."""
        self.watch = self.machines.watch()
        self.machines.wait_until(lambda: all("takes tasks" in self.machines.log_of(one) for one in self.workers))
        time.sleep(SETTLED)
        self.before = self._costs()

    def spent(self) -> Costs:
        assert self.before
        return self._costs() - self.before

    def _costs(self) -> Costs:
        assert self.watch
        return costs(self.machines, self.watch.pid, [worker.pid for worker in self.workers])

    def end(self) -> str:
        """End all and give what ``morgue verify`` says."""
        assert self.watch
        for process in (self.watch, *self.workers):
            self.machines.end(process)
        return self.machines.verified().strip()
