"""Workers, the archive's process and PostgreSQL are killed ten times."""

import argparse
import random
import sqlite3
import tempfile
from pathlib import Path

from tests.integration.cluster.conftest import Machines, Papers, check_manners
from tests.integration.cluster.killing import WITHIN, Killer, check_whole
from tests.postgres import Postgres
from tests.press import Press


def kill(_: list[bytes], options: argparse.Namespace) -> None:
    """Kill ten times, at random; the pages are invented, so that each of them is an article."""
    with tempfile.TemporaryDirectory() as folder, Postgres() as server:
        machines = Machines(server, Path(folder), 0.5)
        try:
            _killed(machines, options)
        finally:
            machines.kill_all()


def _killed(machines: Machines, options: argparse.Namespace) -> None:
    chance, total = random.Random(options.seed), options.hosts * options.articles
    with Press(Papers(options.articles).answer, hosts=options.hosts) as press:
        machines.sources(press)
        machines.init(machines.postgres.database("bench"))
        workers = [machines.worker("--slots", "8") for _ in range(3)]
        killer = Killer(machines, machines.watch(), workers, chance, ("--slots", "8"))
        kinds = ["worker"] * 5 + ["watch"] * 3 + ["postgres"] * 2
        chance.shuffle(kinds)
        for number, what in enumerate(kinds):
            press.wait_for(int(total * (number + chance.random()) / len(kinds)) + 100)
            killer.kill(what)
            print(f"{len(press.log)} requests: killed {what}; morgue verify: no damage", flush=True)
        machines.wait_until(lambda: machines.articles() == total, 1500)
        machines.wait_until(machines.is_idle, 300)
        _tell_waits(killer)
        check_manners(press.log, 0.5)
    machines.wait_until(lambda: machines.ask("SELECT count(*) FROM sources WHERE leased_by IS NOT NULL") == 0)
    check_whole(machines, total)
    connection = sqlite3.connect(machines.data / "archive.db")
    (twice,) = connection.execute("SELECT count(*) - count(DISTINCT url) FROM articles").fetchone()
    connection.close()
    print(f"{total} pages, {twice} twice, none lost; verify: {machines.verified().strip()}")


def _tell_waits(killer: Killer) -> None:
    """Print of each kill how long what was under way there has waited."""
    waits = killer.taken_up()
    for number, what in enumerate(killer.killed):
        own = [(back, taken) for one, back, taken in waits if one.kill == number]
        back, taken = (max(times, default=0.0) for times in zip(*own, strict=True)) if own else (0.0, 0.0)
        print(f"kill {number + 1}, {what}: {len(own)} tasks, put back after {back:.1f} s, taken up after {taken:.1f} s")
    assert all(taken < WITHIN for _, _, taken in waits)
