"""Who reads the pages of a crawl: this process while that is little work, others beside it when it is much."""

import asyncio
import logging
import pickle
import time
from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler

from scraper.crawling.launching import Launched, usual
from scraper.crawling.reader import PATIENCE, NotBegun, Reader
from scraper.crawling.unfolding import LARGEST
from scraper.crawling.unread import Fields, Reading, Unread
from scraper.exceptions import ArchiveError

logger = logging.getLogger(__name__)

SPAN = 2.0
"""Seconds over which that share is taken."""

LARGE = LARGEST
"""Bytes of a page that is always read elsewhere, one such at a time, by a process that ends with it: the memory that
its tree took goes back to the machine, and no other page waits for it."""

MOST_WAITING = 32
MOST_BYTES = 5_000_000
"""What may wait to be read: pages, for five megabytes are thousands of small ones, and bytes, for some are larger.

Those that are read one at a time do not count: `scraper.crawling.room` bounds them, and no page waits for them."""

BROKEN = (OSError, EOFError, TimeoutError, pickle.UnpicklingError)
"""What is raised where a process cannot be started, has ended, or takes too long."""

AHEAD = 4
"""Pages that each process has: one that it reads, and those that it reads while the crawl is busy storing."""


class Readers:
    """Reads pages, in processes of its own where there is more than one core and it pays."""

    def __init__(self, processes: int, busy: float, launched: Iterable[Launched] = ()) -> None:
        """Make readers; ``busy`` is the share of the time from which on the event loop is spared the reading.

        ``launched`` are processes that were started before, and are used first.
        """
        self._launched = deque(launched)
        self._most = processes
        self._busy = busy
        self._room = asyncio.Semaphore(AHEAD * max(processes, 1))
        self._room_for_large = asyncio.Lock()
        self._readers: list[Reader] = []
        self._choosing = asyncio.Lock()  # one is started at a time, and no more than there may be
        self._is_busy = self._has_read = False
        self._waiting = self._bytes = 0
        self._since, self._spent = time.monotonic(), 0.0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Take as many processes as the settings say, or as there are cores; none on a single one."""
        asked = crawler.settings["READING_PROCESSES"]
        most = int(asked) if asked is not None else usual()
        readers = cls(most, crawler.settings.getfloat("READING_BESIDE"), crawler.settings["READING_LAUNCHED"])
        crawler.signals.connect(readers.end, signal=signals.spider_closed)
        return readers

    async def read(
        self,
        body: bytes,
        url: str,
        content_type: str | None,
        fields: Fields | None = None,
        encoding: str | None = None,
    ) -> Reading:
        """Read a page; ``fields`` as `scraper.parse` takes them, ``encoding`` as `unfolded`. Never raises."""
        page = (body, url, content_type, fields, encoding)
        if not self._most:
            return _read(page)
        if len(body) >= LARGE:
            async with self._room_for_large:
                return await self._read_by(self._read_alone, page)
        if self._is_busy:
            return await self._read_beside(page)
        return self._read_here(page)

    def _read_here(self, page: Unread) -> Reading:
        started = time.monotonic()
        if started - self._since > SPAN:
            self._since, self._spent = started, 0.0
        read = _read(page)
        self._spent += time.monotonic() - started
        self._is_busy = self._spent > self._busy * SPAN
        return read

    async def prepare(self) -> None:
        """Start the processes now, for there is going to be much to read; until then pages are read here."""
        with suppress(OSError):  # then none can be started, which the first page tells
            for _ in range(self._most - len(self._readers)):
                self._readers.append(await self._started())
            self._is_busy = self._most > 0

    def are_behind(self) -> bool:
        """Tell if so many pages wait to be read that no further one should be fetched."""
        return self._waiting >= MOST_WAITING or self._bytes >= MOST_BYTES

    async def _read_beside(self, page: Unread) -> Reading:
        self._waiting += 1
        self._bytes += len(page[0])
        try:
            return await self._read_by(self._read_in_turn, page)
        finally:
            self._waiting -= 1
            self._bytes -= len(page[0])

    async def _read_by(self, way: Callable[[Unread], Awaitable[Reading]], page: Unread) -> Reading:
        try:
            async with self._room:
                read = await way(page)
        except BROKEN as error:
            return self._give_up(error, page)
        self._has_read = True
        return read

    async def _read_alone(self, page: Unread) -> Reading:
        """Have a page read by a process that ends with it."""
        reader = await Reader.started()
        try:
            return await reader.read(page)
        finally:
            await reader.end()

    async def _read_in_turn(self, page: Unread) -> Reading:
        while True:
            reader = await self._reader()
            try:
                return await reader.read(page)
            except NotBegun:
                continue  # another page has broken the process: this one goes to the next

    async def _reader(self) -> Reader:
        """Give a process that waits for a page, or a new one, or the one that has the fewest to read."""
        async with self._choosing:
            for lost in [reader for reader in self._readers if reader.is_lost]:
                self._readers.remove(lost)
                await lost.end()
            least = min(self._readers, key=lambda reader: reader.waiting, default=None)
            if least and (not least.waiting or len(self._readers) >= self._most):
                return least
            self._readers.append(await self._started())
            return self._readers[-1]

    async def _started(self) -> Reader:
        return await Reader.started(self._launched.popleft() if self._launched else None)

    def _give_up(self, error: Exception, page: Unread) -> Reading:
        """Say what became of a page whose process broke down; where none has ever worked, read here from now on."""
        if isinstance(error, TimeoutError):
            return Reading(None, "", f"reading it took over {PATIENCE:g} s")
        if self._has_read:
            return Reading(None, "", "reading it broke the process that did so")
        logger.warning("Pages are read in the crawl's own process, since no other can be started: %s", error)
        self._most = 0
        return _read(page)

    def pids(self) -> list[int]:
        """Give the process numbers of those that are there."""
        return [reader.pid for reader in self._readers if not reader.is_lost]

    async def end(self) -> None:
        """End the processes."""
        while self._readers:
            await self._readers.pop().end()


def _read(page: Unread) -> Reading:
    from scraper.crawling.reading import read_page  # noqa: PLC0415 - what reads takes a tenth of a crawl's start

    return read_page(*page)


def readers_of(crawler: Crawler) -> Readers:
    """Give the readers of a crawl. Raises ArchiveError if the settings have removed them."""
    readers = crawler.get_extension(Readers)
    if readers is None:
        raise ArchiveError("the crawl cannot read: EXTENSIONS_BASE has to name scraper.crawling.readers.Readers")
    return readers
