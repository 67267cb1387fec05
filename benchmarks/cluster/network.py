"""One worker and then two harvest hosts that have to be waited for."""

import argparse
import sqlite3
import tempfile
import time
from pathlib import Path

from benchmarks.cluster.papers import Pages
from benchmarks.cluster.running import Cluster
from tests.integration.cluster.conftest import Machines, check_manners
from tests.postgres import Postgres
from tests.press import Press


def network(pages: list[bytes], options: argparse.Namespace) -> None:
    """Harvest with one worker and with two."""
    rates = [_harvested(pages, count, options) for count in (1, 2)]
    print(f"two workers: {rates[1] / rates[0]:.2f} times one")


def _harvested(pages: list[bytes], count: int, options: argparse.Namespace) -> float:
    papers = Pages(pages, options.articles, options.uneven)
    with tempfile.TemporaryDirectory() as folder, Postgres() as server:
        machines = Machines(server, Path(folder), 1.0)
        with Press(papers.answer, hosts=options.hosts) as press:
            total = sum(papers.listed(name) for name in press.names)
            cluster = Cluster.begin(machines, count, "--slots", str(options.slots))
            cluster.share()
            machines.sources(press)
            started = time.monotonic()
            machines.wait_until(lambda: len({(s.host, s.path) for s in press.log if "/r/" in s.path}) == total, 3000)
            seconds = time.monotonic() - started
            machines.wait_until(machines.is_idle, 300)
            behind = time.monotonic() - started - seconds
            check_manners(press.log, 1.0)
            spent = cluster.spent()
            print(
                f"{count} workers: {total} pages of {options.hosts} hosts in {seconds:.0f} s, {total / seconds:.2f}/s; "
                f"{spent.total / seconds:.2f} of a processor, without the servers"
            )
            print(f"  {machines.articles()} articles, of the others {_others(machines)}")
            print(f"  the last was merged {behind:.1f} s after the last page was fetched")
            print(f"  {spent.told()}")
            print(f"  manners: {len(press.log)} requests, none closer than 1 s, never two at once")
        print(f"  verify: {cluster.end()}", flush=True)
    return total / seconds


def _others(machines: Machines) -> str:
    """Count the pages that are no article, by what is said of them."""
    connection = sqlite3.connect(machines.data / "archive.db")
    sql = "SELECT reason, count(*) FROM urls WHERE url LIKE '%/r/%' AND article IS NULL GROUP BY 1"
    rows = connection.execute(sql).fetchall()
    connection.close()
    return ", ".join(f"{count}: {reason}" for reason, count in rows) or "none"
