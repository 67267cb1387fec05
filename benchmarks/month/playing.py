"""Playing the month: the clock is turned on, two processes harvest at each turn, and some are killed."""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import IO, Any, cast

from benchmarks.month.city import City, opened
from benchmarks.month.papers import DAY, START, Paper, sources_toml

NAMES = ("one", "two")
"""What the processes are called, and call themselves before the papers."""


@dataclass(slots=True)
class Played:
    """What came of a month, beside the archive."""

    papers: list[Paper]
    data: Path
    told: list[tuple[datetime, str]] = field(default_factory=list)
    """Notifications as they arrived: the moment of the play and the text."""

    asked: list[tuple[str, str, str]] = field(default_factory=list)
    """Who asked which host for what."""

    clashes: list[str] = field(default_factory=list)
    """Where two processes had a source at once."""

    harvests: int = 0
    killed: int = 0


class Harvester:
    """One process of `benchmarks.month.harvester`."""

    def __init__(self, name: str, played: Played, hook: str) -> None:
        self.name = name
        self.is_at_work = False
        self._papers, self._data, self._hook = played.papers, played.data, hook
        self._start()

    def _start(self) -> None:
        self._log = (self._data.parent / f"{self.name}.log").open("a")
        papers, days = max(paper.place for paper in self._papers) + 1, self._papers[0].days
        command = [sys.executable, "-m", "benchmarks.month.harvester", self.name, str(self._data)]
        command += [str(papers), str(days)]
        self._process = subprocess.Popen(  # noqa: S603 - a module of this package
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
            env=os.environ | {"MORGUE_NOTIFY": self._hook, "TZ": "Europe/Berlin", "PYTHONWARNINGS": "ignore"},
        )

        self._into, self._out_of = cast("IO[str]", self._process.stdin), cast("IO[str]", self._process.stdout)

    def begin(self, at: datetime) -> float:
        """Let it harvest at a moment; give when it had taken its sources. It goes on."""
        self._into.write(f"{at.isoformat()}\n")
        self._into.flush()
        message = self._said("taken")
        self.is_at_work = message["count"] > 0
        return float(message["taken"])

    def end(self) -> float:
        """Wait until its harvest has ended; give when it began to conclude."""
        return float(self._said("fetched")["fetched"])

    def kill(self) -> None:
        """Kill it, whatever it does, and start another."""
        self.close(is_killed=True)
        self._start()

    def close(self, *, is_killed: bool = False) -> None:
        """End the process."""
        if is_killed:
            self._process.kill()
        with self._process as process:
            process.wait(60) if is_killed else process.communicate(timeout=60)
        self._log.close()

    def _said(self, what: str) -> dict[str, Any]:
        for line in self._out_of:
            message: dict[str, Any] = json.loads(line)
            if what in message:
                return message
            self._log.write(f"{line}")
        raise RuntimeError(f"harvester {self.name} has ended")


def play(folder: Path, papers: list[Paper], step: timedelta, kills: int) -> Played:
    """Play the days of the papers in steps. ``kills`` are how many harvests are killed, spread over the time."""
    played = Played(papers, folder / "data")
    played.data.mkdir(parents=True)
    city = City(papers, START)
    with opened(city, folder) as port, _hooked(played, city) as hook:
        (played.data / "sources.toml").write_text(sources_toml(papers, port))
        harvesters = [Harvester(name, played, hook) for name in NAMES]
        try:
            _turn(played, city, harvesters, step, kills)
        finally:
            for one in harvesters:
                one.close(is_killed=sys.exc_info()[0] is not None)
    played.asked = city.asked
    return played


def _turn(played: Played, city: City, harvesters: list[Harvester], step: timedelta, kills: int) -> None:
    turns = int(played.papers[0].days * DAY / step)
    deadly = [turns * (number + 1) // (kills + 1) for number in range(kills)]
    for turn in range(turns):
        if turn == turns - int(2 * DAY / step):
            _accept(played)
        is_deadly = played.killed < sum(moment <= turn for moment in deadly)
        first, second = _harvest(city, harvesters, START + turn * step, step, is_deadly=is_deadly)
        played.killed += first.is_killed
        played.harvests += bool(first.hosts) + bool(second.hosts)
        if second.began < first.ended:
            played.clashes += [f"{host} at {START + turn * step}" for host in sorted(first.hosts & second.hosts)]


def _accept(played: Played) -> None:
    """Let a person accept what was built anew."""
    for paper in played.papers:
        if paper.fault == "rebuilt":
            command = [sys.executable, "-m", "scraper", "doctor", "--accept", paper.name, "--data", str(played.data)]
            subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - this program itself


@dataclass(slots=True)
class Interval:
    """A harvest of one process; moments of ``time.monotonic``, which all processes share."""

    began: float
    ended: float
    hosts: set[str]
    """Those that it asked."""

    is_killed: bool = False


def _harvest(
    city: City, harvesters: list[Harvester], at: datetime, step: timedelta, *, is_deadly: bool
) -> tuple[Interval, Interval]:
    """Let one process begin, and the other half a step later, while the first is at work."""
    since, began = len(city.asked), list[float]()
    for place, one in enumerate(harvesters):
        city.at = at + place * step / 2
        began.append(one.begin(city.at))
    is_deadly = is_deadly and harvesters[0].is_at_work
    if is_deadly:
        _wait_for(lambda: any(harvesters[0].name == asked[0] for asked in city.asked[since:]))
        harvesters[0].kill()
    ended = [time.monotonic() if is_deadly and not place else one.end() for place, one in enumerate(harvesters)]
    asked = city.asked[since:]
    first, second = (
        Interval(began[place], ended[place], {host for name, host, _ in asked if name == one.name})
        for place, one in enumerate(harvesters)
    )
    first.is_killed = is_deadly
    return first, second


def _wait_for(happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not happened() and time.monotonic() < deadline:
        time.sleep(0.005)


@contextmanager
def _hooked(played: Played, city: City) -> Iterator[str]:
    """Take notifications within the block; give the address of Apprise that leads here."""

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            played.told.append((city.at, f"{sent['title']}\n{sent['message']}"))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Hook) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"json://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
