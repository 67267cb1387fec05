"""A process that sleeps until the next source is due and lets another one harvest it, for months."""

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path

from scraper.archive import open_archive
from scraper.archive.stamps import now
from scraper.exceptions import MorgueError
from scraper.harvest.due import due, next_due, states_of
from scraper.sources import choose, read_sources

PATIENCE = 7.0
"""Seconds that a harvest has to end in order; then it is killed, and its frontier loses nothing by it."""

GLANCE = timedelta(seconds=5)
"""How often sources.toml and the clock are looked at, whatever is planned."""

STARTED_ANEW = 30.0
"""Seconds from the start of one harvest to the next at least: one that ends at once must not spin."""

DEAD = 90.0
"""Seconds without a look at the clock after which a watch hangs; waiting for another writer takes thirty."""

Say = Callable[[str], None]


class Watch:
    """Runs ``morgue harvest`` whenever something is due. Each run is a process of its own, so that none leaks."""

    def __init__(self, data: Path, names: Sequence[str], options: Sequence[str], say: Say) -> None:
        self._data, self._names, self._say = data, list(names), say
        self._command = [sys.executable, "-m", "scraper", "harvest", "--data", str(data), *options]
        self._command += [part for name in names for part in ("--source", name)]
        self._stopping = threading.Event()
        self._started: float | None = None
        self._said = ""
        self._beat = time.monotonic()

    @property
    def is_alive(self) -> bool:
        """True while the watch looks at its clock, or at the harvest that runs."""
        return time.monotonic() - self._beat < DEAD

    def stop(self) -> None:
        """Ask to end; safe to call from a signal handler."""
        self._stopping.set()

    def run(self) -> None:
        """Harvest until `stop`."""
        while not self._stopping.is_set():
            self._beat = time.monotonic()
            wait = self._wait()
            if wait > timedelta(0):
                self._stopping.wait(min(wait, GLANCE).total_seconds())
            else:
                self._harvest()

    def _wait(self) -> timedelta:
        """Give how long nothing is due. A sources.toml that cannot be read is said once, and waited for."""
        try:
            at, known = now(), read_sources(self._data)
            every = choose(known, self._names)
            with open_archive(self._data, create=True) as archive:
                with archive.transaction():
                    archive.sources.sync(known)
                states = states_of(archive.schedule.states(at))
        except MorgueError as error:
            self._tell(str(error))
            return GLANCE
        if due(every, states, at):
            rested = time.monotonic() - self._started if self._started is not None else STARTED_ANEW
            return timedelta(seconds=max(STARTED_ANEW - rested, 0))
        moment = next_due(every, states, at)
        self._tell(f"next harvest at {moment:%Y-%m-%d %H:%M:%S} UTC" if moment else "no source is enabled")
        return (moment - at) if moment and moment > at else GLANCE

    def _harvest(self) -> None:
        self._started, self._said = time.monotonic(), ""
        with subprocess.Popen(self._command) as child:  # noqa: S603 - this program itself
            while child.poll() is None:
                self._beat = time.monotonic()
                if self._stopping.wait(0.2):
                    _end(child)

    def _tell(self, words: str) -> None:
        if words != self._said:
            self._said = words
            self._say(words)


def _end(child: subprocess.Popen[bytes]) -> None:
    child.terminate()
    try:
        child.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
