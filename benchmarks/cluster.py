"""What more machines bring, what they cost, and what is left when they are killed: a whole cluster on this machine.

``python -m benchmarks.cluster network FOLDER`` has one worker and then two harvest 200 hosts with a delay of a second;
``import FOLDER`` has them import files; ``cost FOLDER`` compares the processor's time with that of a single machine;
``kill`` kills workers, the archive's process and PostgreSQL ten times
during 2,000 pages of 50 hosts. ``FOLDER`` holds saved pages (``*.html``, ``*.html.gz``). The servers keep a log of
their own, by which manners are checked. Needs PostgreSQL: ``make postgres``.
"""

import argparse
import importlib
import os
import random
import sqlite3
import subprocess
import tempfile
import time
from dataclasses import asdict, astuple, dataclass
from datetime import timedelta
from pathlib import Path
from typing import Self

import psycopg

from scraper.captures.writing import CaptureWriter, Series
from scraper.items import Exchange
from tests.integration.cluster.conftest import Machines, Papers, check_manners
from tests.integration.cluster.killing import WITHIN, Killer, check_whole
from tests.postgres import Postgres
from tests.press import Asked, Press, reply

imports = importlib.import_module("benchmarks.import")  # a word of the language cannot be imported by its name
SETTLED = 5.0
"""Seconds after which processes that have started do nothing but wait."""

QUICK = 0.1
"""Seconds between two requests to a host where only the processor's time is asked about."""

TICK = os.sysconf("SC_CLK_TCK")


@dataclass
class Pages:
    """Newspapers of saved pages, each made another text by its host and number."""

    pages: list[bytes]
    articles: int

    def answer(self, asked: Asked) -> bytes:
        if asked.path == "/feed.xml":
            items = "".join(f"<item><title>{n}</title><link>/r/{n}.html</link></item>" for n in range(self.articles))
            return reply(f'<rss version="2.0"><channel>{items}</channel></rss>', content_type="application/rss+xml")
        if not asked.path.startswith("/r/"):
            return reply(status=404)
        number = int(asked.path.removeprefix("/r/").removesuffix(".html"))
        html = self.pages[(number * 7 + int(asked.host.rpartition(".")[2])) % len(self.pages)]
        mark = f"<p>Number {number} of {asked.host} ".encode()
        content = html.replace(b"<p>", mark, 3).replace(b'rel="canonical"', b'rel="x"')
        return reply(content.decode("utf-8", "replace"))


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


def network(pages: list[bytes], options: argparse.Namespace) -> None:
    """Harvest with one worker and with two."""
    rates = [_harvested(pages, count, options) for count in (1, 2)]
    print(f"two workers: {rates[1] / rates[0]:.2f} times one")


def _harvested(pages: list[bytes], count: int, options: argparse.Namespace) -> float:
    total = options.hosts * options.articles
    with tempfile.TemporaryDirectory() as folder, Postgres() as server:
        machines = Machines(server, Path(folder), 1.0)
        with Press(Pages(pages, options.articles).answer, hosts=options.hosts) as press:
            cluster = Cluster.begin(machines, count, "--slots", str(options.slots))
            cluster.share()
            machines.sources(press)
            started = time.monotonic()
            machines.wait_until(lambda: len({(s.host, s.path) for s in press.log if "/r/" in s.path}) == total, 3000)
            seconds = time.monotonic() - started
            machines.wait_until(machines.is_idle, 300)
            behind = time.monotonic() - started - seconds
            check_manners(press.log, 1.0)
            print(
                f"{count} workers: {total} pages of {options.hosts} hosts in {seconds:.0f} s, {total / seconds:.2f}/s"
            )
            print(
                f"  {machines.articles()} articles; the last was merged {behind:.1f} s after the last page was fetched"
            )
            print(f"  {cluster.spent().told()}")
            print(f"  manners: {len(press.log)} requests, none closer than 1 s, never two at once")
        print(f"  verify: {cluster.end()}", flush=True)
    return total / seconds


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


def import_files(pages: list[bytes], options: argparse.Namespace) -> None:
    """Import with one worker of one process and with two."""
    with tempfile.TemporaryDirectory() as place:
        files = []
        for number in range(options.files):
            chosen = pages[number :: options.files]
            files.append(str(_file(Path(place) / f"file{number}", chosen, number * len(pages))))
        times = [_imported(files, count) for count in (1, 2)]
    print(f"two workers: {times[0] / times[1]:.2f} times one")


def _file(folder: Path, pages: list[bytes], first: int) -> Path:
    """Write a WARC file of pages, whose addresses are told apart by a number from ``first`` on."""
    writer = CaptureWriter(Series(folder, 1, imports.START, {"software": "benchmark"}))
    headers = [("Content-Type", "text/html; charset=utf-8")]
    for number, html in enumerate(pages, first):
        url, at = f"https://site{number % 40}.example/story-{number}.html", imports.START + timedelta(seconds=number)
        writer.write(Exchange(url=url, fetched_at=at, status=200, headers=headers, payload=html), {})
    writer.close()
    return folder / writer.seals[0].name


def _imported(files: list[str], count: int) -> float:
    with tempfile.TemporaryDirectory() as folder, Postgres() as server:
        machines = Machines(server, Path(folder))
        machines.data.mkdir()
        cluster = Cluster.begin(machines, count, "--files", "1")
        cluster.share()
        started = time.monotonic()
        done = machines.run("import", "--cluster", machines.url, *files, timeout=1500)
        seconds = time.monotonic() - started
        assert done.returncode == 0, done.stderr
        print(f"{count} workers: {len(files)} files in {seconds:.1f} s: {machines.articles()} articles")
        print(f"  {cluster.spent().told()}")
        print(f"  verify: {cluster.end()}", flush=True)
    return seconds


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
            press.wait_for(int(total * (number + chance.random()) / len(kinds)) + 100, 300)
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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("network", "import", "cost", "kill"))
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--hosts", type=int)
    parser.add_argument("--articles", type=int)
    parser.add_argument("--slots", type=int, default=16)
    parser.add_argument("--files", type=int, default=8)
    parser.add_argument("--pages", type=int, default=800)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    defaults = {"network": (200, 10), "import": (0, 0), "cost": (40, 0), "kill": (50, 40)}[options.what]
    options.hosts, options.articles = options.hosts or defaults[0], options.articles or defaults[1]
    if options.folder is None and options.what != "kill":
        parser.error("name a folder of saved pages")
    pages = imports.saved_pages(options.folder) if options.folder else []
    if options.what == "import":
        pages = [page.replace(b"<p>", f"<p>{n} ".encode(), 3) for n, page in enumerate((pages * 20)[: options.pages])]
    {"network": network, "import": import_files, "cost": cost, "kill": kill}[options.what](pages, options)


if __name__ == "__main__":
    main()
