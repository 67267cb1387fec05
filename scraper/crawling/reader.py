"""One process that reads pages beside the crawl. It has the next page while it reads one, so that it never waits."""

import asyncio
import os
import pickle
import socket
import stat
import sys
from asyncio.subprocess import PIPE, Process
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

from scraper.crawling.reading import Reading, Unread
from scraper.crawling.reading_process import LENGTH, packed

PATIENCE = 60.0
"""Seconds after which the process that reads a page is ended; a large page of the news takes half a second."""


ROOM = 1 << 20
"""Bytes between the crawl and a process; Linux gives no more to anybody."""


class NotBegun(Exception):
    """The process has ended with an earlier page, before it came to this one."""


class Reader:
    """A process, and the pages that wait for its answers in the order in which they were sent."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._turn = asyncio.Lock()  # asyncio's locks are fair: whoever sent first, takes the first answer
        self.waiting = 0
        """Pages that were sent and not answered."""
        self.is_lost = False
        """True once a page has broken it, or has been given up: answers could not be told apart any more."""

    @classmethod
    async def started(cls) -> Self:
        """Start a process that finds the modules that this one has found. Raises OSError."""
        paths = os.pathsep.join(path or str(Path.cwd()) for path in sys.path)
        command = [sys.executable, "-P", "-m", "scraper.crawling.reading_process"]
        environment = os.environ | {"PYTHONPATH": paths}
        process = await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE, env=environment)
        _widen(process)
        return cls(process)

    @property
    def pid(self) -> int:
        """Give the number of the process."""
        return self._process.pid

    async def read(self, page: Unread) -> Reading:
        """Give what the process says of a page.

        Raises NotBegun if an earlier page was its last; EOFError, TimeoutError or an OSError if this one was.
        """
        assert self._process.stdin is not None  # noqa: S101 - it was started with pipes
        self.waiting += 1
        try:
            self._process.stdin.write(packed(page))
            async with self._turn:
                return await self._answer()
        except asyncio.CancelledError:
            await self._lose()
            raise
        finally:
            self.waiting -= 1

    async def _answer(self) -> Reading:
        if self.is_lost:
            raise NotBegun
        try:
            return await asyncio.wait_for(self._received(), PATIENCE)
        except BaseException:
            await self._lose()
            raise

    async def _received(self) -> Reading:
        assert self._process.stdout is not None  # noqa: S101 - it was started with pipes
        length = int.from_bytes(await self._process.stdout.readexactly(LENGTH))
        read = pickle.loads(await self._process.stdout.readexactly(length))  # noqa: S301 - written by our own process
        assert isinstance(read, Reading)  # noqa: S101
        return read

    async def _lose(self) -> None:
        self.is_lost = True
        if self._process.returncode is None:
            self._process.kill()
        await self._process.wait()

    async def end(self) -> None:
        """Let the process end, once it has nothing more to read."""
        if self._process.stdin:
            self._process.stdin.close()
        await self._process.wait()


def _widen(process: Process) -> None:
    """Give the pipe to a process room for several pages, so that each is written in one go; where that can be done."""
    assert process.stdin is not None  # noqa: S101 - it was started with pipes
    pipe: Any = process.stdin.get_extra_info("pipe")
    with suppress(OSError, AttributeError, ImportError):
        if stat.S_ISSOCK(os.fstat(pipe.fileno()).st_mode):
            with socket.socket(fileno=os.dup(pipe.fileno())) as same:
                same.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, ROOM)
        else:
            import fcntl  # noqa: PLC0415 - not every system has it

            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, ROOM)
