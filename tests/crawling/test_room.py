"""Which of the bodies that are received at one time are read on, and which wait."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

from scraper.crawling.room import GLANCE, LONGEST_PAUSE, SMALL, Body, Room

SIZE = 4 * SMALL


@dataclass
class Connection:
    """A connection that notes whether it is read."""

    is_read: bool = True

    def pauseProducing(self) -> None:  # noqa: N802 - Twisted's name
        self.is_read = False

    def resumeProducing(self) -> None:  # noqa: N802 - Twisted's name
        self.is_read = True


@dataclass
class Alarm:
    """An alarm that is set for a moment; it is always the hundredth second."""

    at: float = 130.0

    def active(self) -> bool:
        return True

    def getTime(self) -> float:  # noqa: N802 - Twisted's name
        return self.at

    def reset(self, secondsFromNow: float) -> None:  # noqa: N803 - Twisted's name
        self.at = 100.0 + secondsFromNow


@dataclass
class Crawl:
    """A room, and what the crawl is working on."""

    worked_on: int = 0
    room: Room = field(init=False)
    connections: list[Connection] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.room = Room(SIZE, lambda: self.worked_on, lambda: 100.0)

    def body(self, size: int = 0) -> Body:
        self.connections.append(Connection())
        body = Body(self.connections[-1], Alarm())
        self.room.grew(body, size)
        return body

    def are_read(self) -> list[bool]:
        return [connection.is_read for connection in self.connections]


def run(steps: Callable[[Crawl], Coroutine[Any, Any, None]]) -> None:
    async def begun() -> None:
        await steps(Crawl())

    asyncio.run(begun())


def test_beyond_the_room_only_the_first_large_body_is_read_on_and_small_ones_are() -> None:
    async def steps(crawl: Crawl) -> None:
        first, second, _ = crawl.body(SMALL + 1), crawl.body(SMALL + 1), crawl.body(SMALL)
        crawl.room.grew(first, 2 * SMALL)
        assert crawl.are_read() == [True, True, True], "a body is paused by what it brings itself"
        crawl.room.grew(second, 1)
        assert crawl.are_read() == [True, False, True]
        crawl.room.ended(first)
        assert crawl.are_read() == [True, True, True]

    run(steps)


def test_the_first_body_waits_too_while_half_of_the_room_is_being_worked_on() -> None:
    async def steps(crawl: Crawl) -> None:
        crawl.worked_on = SIZE // 2 + 1
        first = crawl.body(SMALL + 1)
        assert crawl.are_read() == [False]
        crawl.worked_on = SIZE // 2
        await asyncio.sleep(3 * GLANCE)
        assert crawl.are_read() == [True]
        crawl.room.ended(first)

    run(steps)


def test_while_it_waits_the_time_of_a_body_does_not_pass() -> None:
    async def steps(crawl: Crawl) -> None:
        first, second = crawl.body(SIZE), crawl.body(SMALL + 1)
        assert second.timer.getTime() == 100 + LONGEST_PAUSE
        crawl.room.ended(first)
        assert second.timer.getTime() == 130

    run(steps)


def test_a_body_that_ends_while_it_waits_leaves_its_room_to_others() -> None:
    async def steps(crawl: Crawl) -> None:
        crawl.body(SIZE)
        waiting, another = crawl.body(SMALL + 1), crawl.body(SMALL + 1)
        crawl.room.ended(waiting)
        crawl.room.ended(another)
        crawl.room.grew(crawl.body(), 0)
        assert crawl.are_read() == [True, False, False, True]

    run(steps)


def test_what_is_to_be_undone_waits_for_what_is_being_worked_on() -> None:
    async def steps(crawl: Crawl) -> None:
        crawl.worked_on = SIZE
        undoing = asyncio.ensure_future(crawl.room.wait())
        await asyncio.sleep(2 * GLANCE)
        assert not undoing.done()
        crawl.worked_on = 0
        await asyncio.wait_for(undoing, 5)

    run(steps)
