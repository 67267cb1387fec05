"""The processor's time of a cluster beside that of a single machine."""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.cluster.costs import Costs
from benchmarks.cluster.moved import moved
from benchmarks.cluster.papers import Pages
from benchmarks.cluster.running import Cluster
from tests.integration.cluster.conftest import Machines
from tests.postgres import Postgres
from tests.press import Press

QUICK = 0.1
"""Seconds between two requests to a host where only the processor's time is asked about."""


REST = 10.0
"""Seconds for which a cluster is watched that has nothing to do."""

IN_ONE_PROCESS = """
import math
from scraper import settings
settings.READING_BESIDE = math.inf
from scraper.cli import main
main(prog_name="morgue")
"""
"""``morgue`` that starts no processes to read pages, as the tasks of a worker start none."""


@dataclass(frozen=True)
class Shared:
    """What a cluster took for the pages."""

    spent: Costs
    rest: Costs
    """Of these, what it would have taken in that time without a page."""

    moved: float
    """Of the archive's process, what a single machine does too."""

    @property
    def own(self) -> float:
        """What only a cluster does, while it is at work, as a share of the work."""
        spent, rest = self.spent, self.rest
        beside = spent.total - rest.total - self.moved - (spent.tasks - spent.apart)
        return beside / (spent.tasks - spent.apart)


def cost(pages: list[bytes], options: argparse.Namespace) -> None:
    """Compare a cluster of one worker with ``morgue harvest`` of the same, by pages a harvest."""
    for articles in (3, 8, 20, 50):
        with Press(Pages(pages, articles).answer, hosts=options.hosts) as press:
            plain, alone = _plain(press, ["-m", "scraper"]), _plain(press, ["-c", IN_ONE_PROCESS])
            shared = _shared(press, options.slots)
        _tell(articles, {"morgue harvest": plain, "in one process": alone}, shared, options.hosts)


def _tell(articles: int, plain: dict[str, float], shared: Shared, hosts: int) -> None:
    spent, rest = shared.spent, shared.rest
    told = ", ".join(f"{name} {value / hosts * 1000:.0f}" for name, value in plain.items())
    against = ", ".join(
        f"{spent.total / value - 1:+.0%} ({(spent.total - rest.total) / value - 1:+.0%} without rest)"
        for value in plain.values()
    )
    print(
        f"{articles} pages a harvest, ms of CPU a harvest: {told}; cluster {spent.total / hosts * 1000:.0f}, "
        f"of these at rest {rest.total / hosts * 1000:.0f}: {against}"
    )
    parts = {name: round(value / hosts * 1000, 1) for name, value in asdict(spent).items()}
    print(
        f"  {parts}, of the archive's process {shared.moved / hosts * 1000:.1f} as on a single machine; beside the "
        f"work {spent.told().rpartition(' ')[2]}, without that and rest {shared.own:.1%}",
        flush=True,
    )


def _plain(press: Press, program: list[str]) -> float:
    """Give the CPU of a harvest without a cluster, but for the start of its process."""
    with tempfile.TemporaryDirectory() as folder:
        machines = Machines(Postgres(), Path(folder))
        machines.sources(press)
        spent = []
        for options in (["--source", "paper0", "--max-pages", "1"], []):
            began = os.times()
            command = [sys.executable, *program, "harvest", "--allow-private", "--delay", str(QUICK), *options]
            subprocess.run(command, env=machines.environment, check=True, capture_output=True, timeout=1500)  # noqa: S603
            ended = os.times()
            spent.append(ended.children_user + ended.children_system - began.children_user - began.children_system)
    return spent[1] - spent[0]


def _shared(press: Press, slots: int) -> Shared:
    with tempfile.TemporaryDirectory() as folder, Postgres() as server:
        machines = Machines(server, Path(folder), QUICK)
        machines.data.mkdir()
        cluster = Cluster.begin(machines, 1, "--slots", str(slots))
        cluster.share()
        time.sleep(REST)
        resting, began = cluster.spent(), time.monotonic()
        machines.sources(press)
        sources = len(press.names)
        machines.wait_until(lambda: machines.ask("SELECT count(*) FROM harvest_sources") == sources, 1500)
        machines.wait_until(machines.is_idle, 300)
        spent, seconds = cluster.spent() - resting, time.monotonic() - began
        cluster.end()
        return Shared(spent, resting * (seconds / REST), moved(machines.data))
