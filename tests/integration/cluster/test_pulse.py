"""The pulse of the archive's machine: it tells what there is to do, and is called when something has come up."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import psycopg
import pytest
from psycopg.rows import dict_row

from scraper.cluster.founding import found
from scraper.cluster.hosts import Claims
from scraper.cluster.pulse import Found, Pulse
from scraper.cluster.tasks import RESULTS, TAKE_IN, queue_at

LONG = 30.0


@pytest.fixture
def cluster(database: str, tmp_path: Path) -> str:
    found(database, str(tmp_path / "spool"), tmp_path / "data")
    return database


async def announce(database: str) -> None:
    queue = queue_at(database)
    async with queue.open_async():
        await queue.configure_task(TAKE_IN, allow_unknown=True, queue=RESULTS).defer_async(job=7)


async def ask_for_a_host(database: str) -> None:
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute("UPDATE morgue_cluster SET archive_seen = now()")
    claims = Claims(database=database, job=7, waits={}, delays={}, delay=1.0)
    asyncio.get_running_loop().run_in_executor(None, claims.ask, "here.example")  # it waits for its answer


async def called(database: str, work: Callable[[str], Awaitable[None]]) -> tuple[Found, Found, float]:
    """Give what is found before something comes up and after, and the seconds until the call."""
    connection = await psycopg.AsyncConnection.connect(database, autocommit=True, row_factory=dict_row)
    async with connection:
        pulse = Pulse(connection)
        await pulse.listen()
        before = await pulse.beat()
        began = time.monotonic()
        await work(database)
        await pulse.wait(LONG)
        return before, await pulse.beat(), time.monotonic() - began


def test_a_result_calls(cluster: str) -> None:
    before, after, seconds = asyncio.run(called(cluster, announce))
    assert (before.has_result, after.has_result) == (False, True)
    assert (before.is_asked, after.is_asked, after.has_new_worker) == (False, False, False)
    assert (after.changed or 0) > (before.changed or 0)
    assert seconds < LONG


def test_a_worker_that_waits_to_hear_of_a_host_calls(cluster: str) -> None:
    before, after, seconds = asyncio.run(called(cluster, ask_for_a_host))
    assert (before.is_asked, after.is_asked, after.has_result) == (False, True, False)
    assert seconds < LONG


def test_a_beat_is_a_sign_of_life_and_finds_a_worker_that_wants_to_be_let_in(cluster: str) -> None:
    async def join(database: str) -> None:
        with psycopg.connect(database, autocommit=True) as connection:
            connection.execute("INSERT INTO morgue_workers (name, version, slots, token) VALUES ('w', '1', 4, 't')")
            connection.execute("NOTIFY morgue_call")

    assert asyncio.run(called(cluster, join))[1].has_new_worker
    with psycopg.connect(cluster) as connection:
        row = connection.execute("SELECT archive_seen > now() - interval '20 s' FROM morgue_cluster").fetchone()
    assert row == (True,)
