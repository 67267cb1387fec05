"""Starting processes that read pages: by a crawl that is busy, or before Scrapy is imported, which takes as long."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from scraper.processes import cores

ROOM = 1 << 20
"""Bytes on their way to a process, so that several pages are written in one go; many systems give less."""

MANY = 100
"""Addresses that wait, of a crawl without pauses, for which it pays to start processes at its beginning."""


@dataclass(frozen=True, slots=True)
class Launched:
    """A process that reads pages, and the crawl's end of the connection to it."""

    process: subprocess.Popen[bytes]
    end: socket.socket

    def __deepcopy__(self, memo: object) -> Self:
        """Give it itself: Scrapy copies its settings."""
        return self

    def close(self) -> None:
        """End it, if it has not ended."""
        self.end.close()
        self.process.kill()
        self.process.wait()


def launch() -> Launched:
    """Start a process that finds the modules that this one has found. Raises OSError."""
    paths = os.pathsep.join(path or str(Path.cwd()) for path in sys.path)
    command = [sys.executable, "-P", "-m", "scraper.crawling.reading_process"]
    ours, theirs = socket.socketpair()
    with theirs:
        try:
            ours.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, ROOM)
            ours.setblocking(False)  # noqa: FBT003 - the name of the method says it
            environment = os.environ | {"PYTHONPATH": paths}
            process = subprocess.Popen(command, stdin=theirs.fileno(), stdout=theirs.fileno(), env=environment)  # noqa: S603 - our own
        except BaseException:
            ours.close()
            raise
    return Launched(process, ours)


def usual() -> int:
    """Give how many processes read pages where nobody says otherwise: one a core, none on a single one."""
    return count if (count := cores()) > 1 else 0


@contextmanager
def launched_early(*, pays: bool) -> Iterator[list[Launched]]:
    """Start the processes that a crawl is going to have, if it ``pays``; what is left of them ends with the block."""
    launched = list[Launched]()
    try:
        with suppress(OSError):  # then none can be started, which the first page tells
            for _ in range(usual() if pays else 0):
                launched.append(launch())
        yield launched
    finally:
        for one in launched:
            one.close()
