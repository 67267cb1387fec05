"""Processor seconds of a cluster, by who has used them."""

import os
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Self

import psycopg

from tests.integration.cluster.conftest import Machines

TICK = os.sysconf("SC_CLK_TCK")


def cpu_of(process: int) -> float:
    """Give the processor seconds of a process and of its children that have ended; 0 for one that is gone."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(int(field) for field in fields[11:15]) / TICK


def tree(process: int) -> list[int]:
    """Give a process and all below it that are there."""
    found = [process]
    for one in found:
        for task in Path(f"/proc/{one}/task").glob("*/children"):
            found += [int(number) for number in task.read_text().split()]
    return found


@dataclass(frozen=True)
class Costs:
    """Processor seconds."""

    tasks: float
    """Of the harvests or imports themselves, in their processes."""

    apart: float
    """Of these, what went into seeds and results."""

    watch: float
    workers: float
    """Beside their tasks."""

    postgres: float

    def __sub__(self, other: Self) -> Self:
        return type(self)(*(one - before for one, before in zip(astuple(self), astuple(other), strict=True)))

    def __mul__(self, times: float) -> Self:
        return type(self)(*(one * times for one in astuple(self)))

    @property
    def total(self) -> float:
        return self.tasks + self.watch + self.workers + self.postgres

    def told(self) -> str:
        work = self.tasks - self.apart
        return (
            f"work {work:.1f} s CPU; seeds and results {self.apart:.1f}, archive's process {self.watch:.1f}, "
            f"workers beside their tasks {self.workers:.1f}, PostgreSQL {self.postgres:.1f}: "
            f"{(self.total - work) / max(work, 0.001):.1%}"
        )


def costs(machines: Machines, watch: int, workers: list[int]) -> Costs:
    """Read the clocks of all that is at work."""
    with psycopg.connect(machines.url) as connection:
        row = connection.execute(
            """
            SELECT sum((args->>'cpu')::float), sum((args->>'apart')::float) FROM procrastinate_jobs
            WHERE task_name = 'take_in'
            """
        ).fetchone()
    assert row
    own = sum(cpu_of(one) for worker in workers for one in tree(worker))
    assert machines.postgres._process  # noqa: SLF001 - the server is started
    served = sum(cpu_of(one) for one in tree(machines.postgres._process.pid))  # noqa: SLF001 - as above
    return Costs(row[0] or 0.0, row[1] or 0.0, cpu_of(watch), max(own - (row[0] or 0.0), 0.0), served)
