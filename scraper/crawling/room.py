"""An end to what a crawl holds of large bodies: where there is no room for all, they come one after another."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol, Self

from scrapy.crawler import Crawler
from scrapy.utils.asyncio import call_later

from scraper.exceptions import ArchiveError

SMALL = 512 * 1024
"""Bytes of a body that never waits: few pages are larger, and 32 of them are 16 MB."""

GLANCE = 0.05
"""Seconds after which it is looked at again whether there is room."""

LONGEST_PAUSE = 3600.0
"""Seconds that a body waits at most; then it ends as one that did not come in time."""

UNDONE = "undone"
"""The key in a request's meta of the bytes that its answer has come to, until the spider has it."""


class Connection(Protocol):
    """What a body comes through."""

    def pauseProducing(self) -> None:  # noqa: N802 - Twisted's name
        """Read no more, so that the server has to wait."""

    def resumeProducing(self) -> None:  # noqa: N802 - Twisted's name
        """Read again."""


class Timer(Protocol):
    """The alarm that ends a request."""

    def active(self) -> bool:
        """Tell if it is still to come."""

    def getTime(self) -> float:  # noqa: N802 - Twisted's name
        """Give the moment for which it is set."""

    def reset(self, secondsFromNow: float) -> None:  # noqa: N803 - Twisted's name
        """Set it anew."""


@dataclass(slots=True, eq=False)
class Body:
    """A body that is being received."""

    connection: Connection
    timer: Timer
    size: int = 0
    left: float | None = None
    """Of one that waits, the seconds that its host still has once it is read on; waiting is not the host's fault."""


class Room:
    """Bytes that a crawl has for bodies. Beyond them no large one is read on but the first, and that one to its end.

    What is being worked on counts too, and while it takes half of the room the first one waits as well.
    """

    def __init__(self, size: int, worked_on: Callable[[], int], clock: Callable[[], float]) -> None:
        """Make room of so many bytes; ``clock`` is that of the timers."""
        self.alone = asyncio.Lock()
        """Held by whoever has a large page undone in the memory of the crawl."""
        self._size = size
        self._worked_on = worked_on
        self._clock = clock
        self._received = 0
        self._large: dict[Body, None] = {}
        self._is_watched = False

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Read the setting."""
        from twisted.internet import reactor  # noqa: PLC0415 - importing it installs one

        clock: Any = reactor
        return cls(crawler.settings.getint("DOWNLOAD_ROOM"), lambda: _worked_on(crawler), clock.seconds)

    def is_taken(self) -> bool:
        """Tell if what is being worked on leaves no room for a further large body."""
        return self._worked_on() > self._size // 2

    async def wait(self) -> None:
        """Wait until there is room to undo a compression."""
        while self.is_taken():  # noqa: ASYNC110 - Scrapy tells nobody that an answer has been worked on
            await asyncio.sleep(GLANCE)

    def grew(self, body: Body, size: int) -> None:
        """Note bytes that were received; let a large body wait if there is no room for more."""
        body.size += size
        self._received += size
        if body.size > SMALL:
            self._large.setdefault(body)
            if not self._may_go_on(body):
                self._pause(body)

    def ended(self, body: Body) -> None:
        """Note that a body is there, or is not going to be."""
        self._received -= body.size
        self._large.pop(body, None)
        self._look()

    def _may_go_on(self, body: Body) -> bool:
        if body is next(iter(self._large)):
            return not self.is_taken()
        return self._received + self._worked_on() <= self._size

    def _pause(self, body: Body) -> None:
        body.connection.pauseProducing()
        if body.left is None and body.timer.active():
            body.left = body.timer.getTime() - self._clock()
            body.timer.reset(LONGEST_PAUSE)
        self._watch()

    def _look(self) -> None:
        """Read on what there is room for."""
        waiting = [body for body in self._large if body.left is not None]
        for body in waiting:
            if not self._may_go_on(body):
                self._watch()
                break
            if body.timer.active():
                body.timer.reset(max(body.left or 0.0, 0.0))
            body.left = None
            body.connection.resumeProducing()

    def _watch(self) -> None:
        if not self._is_watched:
            self._is_watched = True
            call_later(GLANCE, self._look_again)

    def _look_again(self) -> None:
        self._is_watched = False
        self._look()


def room_of(crawler: Crawler) -> Room:
    """Give the room of a crawl. Raises ArchiveError if the settings have removed it."""
    room = crawler.get_extension(Room)
    if room is None:
        raise ArchiveError("the crawl has no room for bodies: EXTENSIONS_BASE has to name scraper.crawling.room.Room")
    return room


def _worked_on(crawler: Crawler) -> int:
    """Give the bytes of answers that are there, and of those that are on their way to the spider."""
    engine = crawler.engine
    assert engine is not None  # noqa: S101 - there are answers, so there is an engine
    on_their_way: int = sum(request.meta.get(UNDONE, 0) for request in engine.downloader.active)
    slot = engine.scraper.slot
    return on_their_way + (slot.active_size if slot else 0)
