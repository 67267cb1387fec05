"""A process that sleeps until the next source is due and lets another one harvest it, for months."""

import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from scraper.archive import open_archive
from scraper.archive.stamps import now
from scraper.exceptions import DiskFull, MorgueError
from scraper.harvest.addressees import next_digest
from scraper.harvest.due import due, next_due, states_of
from scraper.harvest.full_disk import since_when
from scraper.sources import choose, read_sources
from scraper.sources.reading import read_notices

PATIENCE = 7.0
"""Seconds that a harvest has to end in order; then it is killed, and its frontier loses nothing by it."""

GLANCE = timedelta(seconds=5)
"""How often sources.toml and the clock are looked at, whatever is planned."""

STARTED_ANEW = 30.0
"""Seconds from the start of one harvest to the next at least: one that ends at once must not spin."""

PUT_OFF = 300.0
"""Seconds until a harvest is started again that a full disk has ended, or that nobody took the digest of."""

DEAD = 90.0
"""Seconds without a look at the clock after which a watch hangs; waiting for another writer takes thirty."""

Say = Callable[[str], None]
Rest = Callable[[float], bool]
"""Waits for so many seconds; tells if it is time to end."""


class Watch:
    """Calls ``harvest`` whenever something is due: a source, or the digest. It is to end soon after `Rest` says so.

    What is due is told by the wall clock, which may be set; how long ago something was done here by the one that only
    goes on.
    """

    def __init__(self, data: Path, names: Sequence[str], harvest: Callable[[Rest], None], say: Say) -> None:
        self._data, self._names, self._harvest, self._say = data, list(names), harvest, say
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
            self.look()

    def look(self, longest: timedelta = GLANCE) -> None:
        """Harvest if something is due, else wait until it is, or for a while."""
        wait = self.wait()
        if wait > timedelta(0):
            self._stopping.wait(min(wait, longest).total_seconds())
        else:
            self._started, self._said = time.monotonic(), ""
            self._harvest(self._rest)

    def _rest(self, seconds: float) -> bool:
        self._beat = time.monotonic()
        return self._stopping.wait(seconds)

    def wait(self) -> timedelta:
        """Give how long nothing is due. What cannot be read is said once, and waited for."""
        try:
            known, notices = read_sources(self._data), read_notices(self._data)
            every = choose(known, self._names)
            with open_archive(self._data, create=True) as archive:
                with archive.transaction():
                    archive.sources.sync(known)
                at = now()
                states, digest = states_of(archive.schedule.states(at)), next_digest(archive, notices, at)
        except DiskFull as error:
            self._tell(str(error))
            return self._after(PUT_OFF)  # a harvest cannot start either, and tells whoever is to be told
        except MorgueError as error:
            self._tell(str(error))
            return GLANCE
        if due(every, states, at):
            return self._after(PUT_OFF if since_when(self._data) else STARTED_ANEW)
        if digest and digest <= at:
            digest = at + self._after(PUT_OFF)
            if digest <= at:
                return timedelta(0)
        return self._until(next_due(every, states, at), digest, at)

    def _until(self, harvest: datetime | None, digest: datetime | None, at: datetime) -> timedelta:
        self._tell(f"next harvest at {harvest:%Y-%m-%d %H:%M:%S} UTC" if harvest else "no source is enabled")
        ahead = [moment - at for moment in (harvest, digest) if moment and moment > at]
        return min(ahead, default=GLANCE)

    def _after(self, seconds: float) -> timedelta:
        """Give how long it is until so many seconds have passed since the last harvest was started."""
        return timedelta(seconds=max(self._started + seconds - time.monotonic(), 0) if self._started else 0)

    def _tell(self, words: str) -> None:
        if words != self._said:
            self._said = words
            self._say(words)


def child(command: Sequence[str]) -> Callable[[Rest], None]:
    """Give what harvests in a process of its own each time, so that none leaks for months."""

    def harvest(rest: Rest) -> None:
        with subprocess.Popen(command) as process:  # noqa: S603 - this program itself
            while process.poll() is None:
                if rest(0.2):
                    _end(process)

    return harvest


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
