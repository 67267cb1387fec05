import asyncio
import gc
import math
import os
import signal
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest

from scraper.crawling import reader, readers
from scraper.crawling.readers import Readers
from scraper.crawling.reading import Reading, read_page

URL = "https://news.example/a"
PAGE = b"<html><head><title>Rivers</title></head><body><h1>Rivers</h1><p>%s</p></body></html>"
SMALL, BIG = PAGE % b"The water came at night.", PAGE % (b"The water came. " * (readers.LARGE // 16))


def run(steps: Callable[[Readers], Coroutine[Any, Any, Reading]], processes: int = 2, busy: float = 0.0) -> Reading:
    async def steps_and_end() -> Reading:
        crew = Readers(processes, busy)
        try:
            return await steps(crew)
        finally:
            await crew.end()

    return asyncio.run(steps_and_end())


def test_a_page_says_the_same_wherever_it_is_read() -> None:
    here = run(lambda crew: crew.read(BIG, URL, None), processes=0)
    beside = run(lambda crew: crew.read(BIG, URL, None))
    assert beside == here
    assert here.article is not None
    assert here.article.title == "Rivers"


def test_reading_moves_beside_the_crawl_when_it_takes_much_of_its_time() -> None:
    async def two_pages(crew: Readers) -> Reading:
        assert not crew.pids()
        await crew.read(SMALL, URL, None)
        read = await crew.read(SMALL, URL, None)
        assert crew.pids()
        return read

    assert run(two_pages).article is not None


def test_where_tasks_share_the_cores_only_large_pages_are_read_beside_the_crawl() -> None:
    async def pages(crew: Readers) -> Reading:
        for _ in range(3):
            await crew.read(SMALL, URL, None)
        assert not crew.pids()
        return await crew.read(BIG, URL, None)

    assert run(pages, busy=math.inf).article is not None


def test_a_page_that_breaks_its_process_costs_no_other_page() -> None:
    async def killed(crew: Readers) -> Reading:
        for _ in range(2):
            await crew.read(SMALL, URL, None)
        os.kill(crew.pids()[0], signal.SIGKILL)
        broken = await crew.read(SMALL, URL, None)
        assert (broken.article, broken.fault) == (None, "reading it broke the process that did so")
        return await crew.read(SMALL, URL, None)

    assert run(killed).article is not None


def test_the_page_behind_one_that_broke_the_process_is_read_all_the_same() -> None:
    async def killed(crew: Readers) -> Reading:
        for _ in range(2):
            await crew.read(SMALL, URL, None)
        (pid,) = crew.pids()
        os.kill(pid, signal.SIGSTOP)  # so that both pages are with it when it dies
        waiting = [asyncio.ensure_future(crew.read(SMALL, URL, None)) for _ in range(2)]
        await asyncio.sleep(0)
        os.kill(pid, signal.SIGKILL)
        broken, whole = await asyncio.gather(*waiting)
        assert broken.fault == "reading it broke the process that did so"
        return whole

    assert run(killed, processes=1).article is not None


def test_a_page_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "PATIENCE", 0.001)
    monkeypatch.setattr(readers, "PATIENCE", 0.001)
    assert run(lambda crew: crew.read(BIG, URL, None)).fault == "reading it took over 0.001 s"


def test_where_no_process_can_be_started_pages_are_read_here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("sys.executable", str(tmp_path / "no-python"))
    assert run(lambda crew: crew.read(BIG, URL, None)).article is not None


def test_it_is_told_when_more_pages_wait_than_can_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "MOST_WAITING", 3)

    async def many(crew: Readers) -> Reading:
        await crew.read(SMALL, URL, None)
        waiting = [asyncio.ensure_future(crew.read(SMALL, URL, None)) for _ in range(3)]
        await asyncio.sleep(0)
        assert crew.are_behind()
        reading = (await asyncio.gather(*waiting))[-1]
        assert not crew.are_behind()
        return reading

    assert run(many).article is not None


def test_a_few_large_pages_are_as_much_as_many_small_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "MOST_BYTES", 2 * len(SMALL))

    async def two(crew: Readers) -> Reading:
        await crew.read(SMALL, URL, None)
        waiting = [asyncio.ensure_future(crew.read(SMALL, URL, None)) for _ in range(2)]
        await asyncio.sleep(0)
        assert crew.are_behind()
        reading = (await asyncio.gather(*waiting))[-1]
        assert not crew.are_behind()
        return reading

    assert run(two).article is not None


def test_reading_leaves_nothing_that_only_refers_to_itself() -> None:
    read_page(BIG, URL, None)
    while gc.collect():  # what other tests have left comes to light in several rounds
        pass
    gc.disable()  # a process that reads looks for it rarely
    try:
        read_page(SMALL, URL, "text/html")
        assert gc.collect() == 0
    finally:
        gc.enable()
