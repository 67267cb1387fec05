"""One process that reads pages beside the crawl. It has the next page while it reads one, so that it never waits."""

import asyncio
import pickle
from collections import deque
from typing import Any, Self

from scraper.crawling.launching import Launched, launch
from scraper.crawling.reading_process import LENGTH, packed
from scraper.crawling.unread import Reading, Unread

PATIENCE = 60.0
"""Seconds after which the process that reads a page is ended; a large page of the news takes half a second."""


class NotBegun(Exception):
    """The process has ended with an earlier page, before it came to this one."""


class Reader(asyncio.Protocol):
    """A process, and the pages that wait for its answers in the order in which they were sent."""

    def __init__(self, launched: Launched) -> None:
        self._process = launched.process
        self._loop = asyncio.get_running_loop()
        self._answers = deque[asyncio.Future[Reading]]()
        self._received = bytearray()
        self._alarm: asyncio.TimerHandle | None = None
        self._ended: asyncio.Future[None] = self._loop.create_future()
        self._transport: Any = None
        self.is_lost = False
        """True once a page has broken it, or has been given up: answers could not be told apart any more."""

    @classmethod
    async def started(cls, launched: Launched | None = None) -> Self:
        """Start a process, or take one that somebody has started. Raises OSError."""
        taken = launched or launch()
        loop = asyncio.get_running_loop()
        _, reader = await loop.create_connection(lambda: cls(taken), sock=taken.end)
        return reader

    @property
    def waiting(self) -> int:
        """Count the pages that were sent and not answered."""
        return len(self._answers)

    @property
    def pid(self) -> int:
        """Give the number of the process."""
        return self._process.pid

    def read(self, page: Unread) -> asyncio.Future[Reading]:
        """Give what the process says of a page.

        It raises NotBegun if an earlier page was its last; EOFError, TimeoutError or an OSError if this one was.
        """
        answer: asyncio.Future[Reading] = self._loop.create_future()
        if self.is_lost:
            answer.set_exception(NotBegun())
            return answer
        self._answers.append(answer)
        self._transport.write(packed(page))
        if self._alarm is None:
            self._set_alarm()
        return answer

    async def end(self) -> None:
        """Let the process end, once it has nothing more to read, and wait until it has."""
        if not self._transport.is_closing():
            self._transport.write_eof()
        await self._ended
        self._process.wait()  # what it closes last is its end of the connection

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember how the process is reached."""
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Hand on the answers that are whole."""
        self._received += data
        try:
            while self._answers and (content := self._next_content()):
                self._take(pickle.loads(content))  # noqa: S301 - written by our own process
        except Exception as error:  # noqa: BLE001 - whatever it was, what the process says makes no sense
            self._lose(error)

    def _next_content(self) -> bytes | None:
        """Give the next message without its length; None if it is not there yet, or not whole."""
        end = LENGTH + int.from_bytes(self._received[:LENGTH])
        if not LENGTH < end <= len(self._received):
            return None
        content = bytes(self._received[LENGTH:end])
        del self._received[:end]
        return content

    def _take(self, read: Reading) -> None:
        answer = self._answers.popleft()
        if not answer.done():  # else nobody waits for it any more
            answer.set_result(read)
        self._set_alarm()

    def _set_alarm(self) -> None:
        """Give up the page that is being read now, if it takes too long."""
        if self._alarm:
            self._alarm.cancel()
        self._alarm = self._loop.call_later(PATIENCE, self._lose, TimeoutError()) if self._answers else None

    def connection_lost(self, exc: Exception | None) -> None:
        """Note that the process has ended; before it was asked to, it has broken down."""
        if self._answers:
            self._lose(exc or EOFError())
        self.is_lost = True
        self._ended.set_result(None)

    def _lose(self, error: Exception) -> None:
        """Tell those that wait that no answer comes, and end the process: nobody knows whose answer would be next."""
        self.is_lost = True
        while self._answers:
            answer = self._answers.popleft()
            if not answer.done():
                answer.set_exception(error)
            error = NotBegun()
        self._set_alarm()
        self._process.kill()
