"""The processor's time of a cluster beside that of a single machine."""

import argparse
import os
import tempfile
from dataclasses import asdict
from pathlib import Path

from benchmarks.cluster.costs import Costs
from benchmarks.cluster.papers import Pages
from benchmarks.cluster.running import Cluster
from tests.integration.cluster.conftest import Machines
from tests.postgres import Postgres
from tests.press import Press

QUICK = 0.1
"""Seconds between two requests to a host where only the processor's time is asked about."""


def cost(pages: list[bytes], options: argparse.Namespace) -> None:
    """Compare a cluster of one worker with ``morgue harvest`` of the same, by pages a harvest."""
    for articles in (3, 8, 20, 50):
        with Press(Pages(pages, articles).answer, hosts=options.hosts) as press:
            plain, spent = _plain(press), _shared(press, options.slots)
        print(
            f"{articles} pages a harvest, ms of CPU a harvest: morgue harvest {plain / options.hosts * 1000:.0f}, "
            f"cluster {spent.total / options.hosts * 1000:.0f}: {spent.total / plain - 1:+.0%}"
        )
        parts = {name: round(value / options.hosts * 1000, 1) for name, value in asdict(spent).items()}
        print(f"  {parts}; beside the work {spent.told().rpartition(' ')[2]}", flush=True)


def _plain(press: Press) -> float:
    """Give the CPU of a harvest without a cluster, but for the start of its process."""
    with tempfile.TemporaryDirectory() as folder:
        machines = Machines(Postgres(), Path(folder))
        machines.sources(press)
        spent = []
        for options in (["--source", "paper0", "--max-pages", "1"], []):
            began = os.times()
            done = machines.run("harvest", "--allow-private", "--delay", str(QUICK), *options, timeout=1500)
            assert done.returncode == 0, done.stderr
            ended = os.times()
            spent.append(ended.children_user + ended.children_system - began.children_user - began.children_system)
    return spent[1] - spent[0]


def _shared(press: Press, slots: int) -> Costs:
    with tempfile.TemporaryDirectory() as folder, Postgres() as server:
        machines = Machines(server, Path(folder), QUICK)
        machines.data.mkdir()
        cluster = Cluster.begin(machines, 1, "--slots", str(slots))
        cluster.share()
        machines.sources(press)
        sources = len(press.names)
        machines.wait_until(lambda: machines.ask("SELECT count(*) FROM harvest_sources") == sources, 1500)
        machines.wait_until(machines.is_idle, 300)
        spent = cluster.spent()
        cluster.end()
    return spent
