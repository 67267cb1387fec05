"""Processes of tasks: each ends with its task, with its worker, and when the database is lost for too long."""

import asyncio
import gc
import multiprocessing
import os
import signal
import socket
import struct
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from scraper import settings
from scraper.cluster.tasks import LOST
from scraper.exceptions import MorgueError

NAMED = (
    *(*settings.DOWNLOADER_MIDDLEWARES_BASE, *settings.EXTENSIONS_BASE),
    *(*settings.ITEM_PIPELINES, settings.SCHEDULER),
)
SPIDERS = (
    *("base", "feed", "harvest", "listings", "recount", "resume"),
    *("section", "site", "sitemap", "source", "survey", "urls"),
)
"""The modules beside the spider of a harvest: Scrapy imports all of them to find one by its name."""

PRELOADED = [
    *("scraper.cluster.harvesting", "scraper.cluster.reading_files", "scraper.cluster.warm"),
    *(f"spiders.{name}" for name in SPIDERS),
    *("scrapy.logformatter", "scrapy.statscollectors", "encodings.idna", "feedparser"),
    *(name.rpartition(".")[0] for name in NAMED),
]
"""What the processes find loaded, so that each of them starts within some milliseconds."""

ORPHANED = 70
"""Exit status of a process whose worker has ended or has lost the database."""


def moment() -> float:
    """Give seconds that go on while the machine sleeps, where the system can tell."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()


class Processes:
    """Starts a process a task from one that has everything loaded."""

    def __init__(self) -> None:
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(PRELOADED)
        self._beat = self._context.RawValue("d", moment())
        self._running: dict[int, multiprocessing.process.BaseProcess] = {}

    def prepare(self) -> None:
        """Load now what they need, not when the first task has come: whoever starts a process waits for that.

        With all processors busy it takes longer than a worker may be silent.
        """
        first = self._context.Process(target=gc.collect)
        first.start()
        first.join()

    def number(self, value: int) -> Any:
        """Give a number, ``value``, that a process gets in its errand and may change, and that is read here."""
        return self._context.RawValue("i", value)

    def sign_of_life(self, at: float, silent: float = 0.0) -> None:
        """Tell all processes when the database has answered last, by `moment`.

        If that was so long ago that their tasks may be with others, they end: this worker was stopped for a while.
        Where the clock of this machine stood still with it, the database knows: ``silent`` are the seconds by its own.
        """
        if max(at - self._beat.value, silent) >= LOST:
            for process in self._running.values():
                process.kill()
        self._beat.value = at

    def terminate(self) -> None:
        """Ask all of them to end in order."""
        for process in self._running.values():
            process.terminate()

    async def run(self, job: int, work: Callable[[Any], Any], errand: Any) -> Any:
        """Give what ``work(errand)`` gives in a process of its own. Raises MorgueError with what failed there."""
        ours, theirs = self._context.Pipe(duplex=False)
        process = self._context.Process(target=_apart, args=(work, errand, self._beat, theirs), daemon=True)
        process.start()
        theirs.close()
        self._running[job] = process
        try:
            answer = await _answer(ours)
        finally:
            self._running.pop(job, None)
            if process.is_alive():
                process.kill()
            await asyncio.to_thread(process.join)
            ours.close()
        if answer is None:
            raise MorgueError(f"its process ended with {process.exitcode}")
        result, error = answer
        if error:
            raise error
        return result


async def _answer(ours: Connection) -> tuple[Any, MorgueError | None] | None:
    """Wait until a process has sent its answer or has ended without one."""
    loop, ready = asyncio.get_running_loop(), asyncio.Event()
    loop.add_reader(ours.fileno(), ready.set)
    try:
        await ready.wait()
    finally:
        loop.remove_reader(ours.fileno())
    try:
        answer: tuple[Any, MorgueError | None] = await asyncio.to_thread(ours.recv)
    except EOFError:
        return None
    return answer


def _apart(work: Callable[[Any], Any], errand: Any, beat: Any, answer: Connection) -> None:
    threading.Thread(target=_end_when_lost, args=(beat,), daemon=True).start()
    signal.signal(signal.SIGCONT, lambda *_: _end_if_lost(beat))  # before it asks for the next page
    try:
        answer.send((work(errand), None))
    except MorgueError as error:
        answer.send((None, error))
    except Exception as error:  # noqa: BLE001 - whatever it is, the worker has to hear of it
        answer.send((None, MorgueError(f"{type(error).__name__}: {error}"[:300])))
    answer.close()


def _end_when_lost(beat: Any) -> None:
    """End before another worker may begin the same task."""
    parent = os.getppid()
    while os.getppid() == parent:
        _end_if_lost(beat)
        time.sleep(0.2)
    _end()


def _end_if_lost(beat: Any) -> None:
    if moment() - beat.value >= LOST:
        _end()


def _end() -> None:
    _reset_connections()
    os._exit(ORPHANED)


def _reset_connections() -> None:
    """Let the system forget what waits to be sent: else it would arrive, out of turn, when the network is back."""
    places = Path("/proc/self/fd")
    names = [place.name for place in places.iterdir()] if places.exists() else []
    for name in names:
        with suppress(OSError):
            place = socket.socket(fileno=int(name))
            place.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            place.detach()
