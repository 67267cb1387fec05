"""Hosts that the archive's machine keeps for workers: entered, asked for, left, and never locked for good."""

import asyncio
import sqlite3
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest
from procrastinate import App

from scraper.archive import Archive, open_archive
from scraper.archive.holders import holder
from scraper.archive.stamps import exactly_now
from scraper.archive.visitors import Occupant
from scraper.cluster.founding import found
from scraper.cluster.hosts import CLAIM, RELEASE, Claims
from scraper.cluster.keeping import Keeping
from scraper.cluster.tasks import HARVEST, WORK, queue_at

DELAY = 30.0
HERE, THERE = "here.example", "there.example"
Run = Callable[[Callable[[App], Coroutine[Any, Any, Any]]], Any]


@pytest.fixture
def archive(database: str, tmp_path: Path) -> Iterator[Archive]:
    found(database, str(tmp_path / "spool"), tmp_path / "data")
    with open_archive(tmp_path / "data") as opened:
        yield opened


@pytest.fixture
def keeping(archive: Archive) -> Keeping:
    return Keeping(archive, lambda _: DELAY)


@pytest.fixture
def run(database: str) -> Run:
    """Give what runs steps with the queue open."""

    def run(steps: Callable[[App], Coroutine[Any, Any, Any]]) -> Any:
        async def opened() -> Any:
            queue = queue_at(database)
            async with queue.open_async():
                return await steps(queue)

        return asyncio.run(opened())

    return run


def claims(database: str, job: int) -> Claims:
    return Claims(database=database, job=job, waits={}, delays={}, delay=DELAY)


def change(database: str, sql: str, *values: object) -> None:
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(sql.encode(), values)


def is_doing(database: str, job: int) -> None:
    change(database, "UPDATE procrastinate_jobs SET status = 'doing' WHERE id = %s", job)


def ends(database: str, job: int, status: str = "failed") -> None:
    change(database, "UPDATE procrastinate_jobs SET status = %s WHERE id = %s", status, job)


def is_waiting(database: str) -> bool:
    """Tell if a statement waits for a row."""
    with psycopg.connect(database) as connection:
        sql = "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
        return connection.execute(sql.encode()).fetchone() is not None


async def defer(queue: App, *hosts: str) -> int:
    return await queue.configure_task(HARVEST, allow_unknown=True, queue=WORK).defer_async(hosts=[*hosts])


async def answered(queue: App, keeping: Keeping, database: str, job: int) -> float | Occupant:
    """Give what a worker is told that asks for a host, with the archive's machine at work."""
    change(database, "UPDATE morgue_cluster SET archive_seen = now()")
    asking = asyncio.create_task(asyncio.to_thread(claims(database, job).ask, HERE))
    while not asking.done():
        await keeping.answer(queue)
        await asyncio.sleep(0.05)
    return await asking


def hold(archive: Archive, process: int) -> None:
    with closing(sqlite3.connect(archive.path)) as connection, connection:
        connection.execute("UPDATE visitors SET holder = ?", [holder(process)])


def owed(archive: Archive, host: str = HERE) -> float | Occupant:
    return archive.visitors.enter(host, exactly_now(), 1.0)


def test_a_host_is_kept_from_before_its_task_is_sent_until_that_has_ended(
    archive: Archive, keeping: Keeping, run: Run, database: str
) -> None:
    assert claims(database, 1).ask(HERE) is Occupant.SOMEBODY, "nobody has entered it, and nobody is there to"
    assert run(lambda queue: keeping.enter(queue, [HERE])) == {HERE}
    assert owed(archive) is Occupant.WORKER
    job = run(lambda queue: defer(queue, HERE))
    run(keeping.look)
    assert claims(database, job).ask(HERE) == 0
    run(keeping.look)
    assert archive.visitors.of_workers()[HERE].task == job
    change(database, "UPDATE morgue_hosts SET ready_at = clock_timestamp() + interval '5 s'")
    ends(database, job, "succeeded")
    run(keeping.look)
    assert 3 < float(owed(archive)) <= 5
    assert claims(database, job).ask(HERE) is Occupant.SOMEBODY, "workers are shut out before it is left"


@pytest.mark.parametrize("status", ["failed", "cancelled", "aborted", "gone"])
def test_after_a_task_that_ended_anyhow_the_host_has_its_whole_delay(
    archive: Archive, keeping: Keeping, run: Run, database: str, status: str
) -> None:
    run(lambda queue: keeping.enter(queue, [HERE]))
    job = run(lambda queue: defer(queue, HERE))
    claims(database, job).ask(HERE)
    if status == "gone":
        change(database, "DELETE FROM procrastinate_jobs")
    else:
        ends(database, job, status)
    run(keeping.look)
    assert DELAY - 5 < float(owed(archive)) <= DELAY


def test_it_is_kept_until_the_result_is_merged(archive: Archive, keeping: Keeping, run: Run, database: str) -> None:
    run(lambda queue: keeping.enter(queue, [HERE]))
    job = run(lambda queue: defer(queue, HERE))
    claims(database, job).ask(HERE)
    with psycopg.connect(database) as connection:
        connection.execute(RELEASE, {"hosts": [HERE], "job": job, "waits": [0]})
    result = run(
        lambda queue: queue.configure_task("take_in", allow_unknown=True, queue="results").defer_async(job=job)
    )
    ends(database, job, "succeeded")
    run(keeping.look)
    assert owed(archive) is Occupant.WORKER
    ends(database, result, "succeeded")
    run(keeping.look)
    assert owed(archive) == 0


def test_whoever_is_killed_between_two_steps_locks_nothing(
    archive: Archive, keeping: Keeping, run: Run, database: str
) -> None:
    with archive.transaction():
        archive.visitors.enter_for_workers(HERE, exactly_now(), DELAY)  # killed before the cluster knew of it
    run(keeping.look)
    assert archive.visitors.of_workers() == {}
    run(lambda queue: keeping.enter(queue, [THERE]))  # killed before the task was sent
    run(keeping.look)
    assert archive.visitors.of_workers() == {}
    change(database, "UPDATE morgue_hosts SET is_kept = true")  # the archive was restored from before that
    job = run(lambda queue: defer(queue, THERE))
    run(keeping.look)
    assert archive.visitors.of_workers().keys() == {THERE}
    assert claims(database, job).ask(HERE) is Occupant.SOMEBODY


def test_a_worker_asks_the_archive_for_a_host_that_it_comes_upon(
    archive: Archive, keeping: Keeping, run: Run, database: str
) -> None:
    job, second = run(defer), run(defer)
    is_doing(database, job)
    is_doing(database, second)
    assert run(lambda queue: answered(queue, keeping, database, job)) == 0
    run(keeping.look)
    assert owed(archive) is Occupant.WORKER
    assert run(lambda queue: answered(queue, keeping, database, second)) is Occupant.WORKER
    with psycopg.connect(database) as connection:
        assert connection.execute("SELECT asked FROM morgue_hosts").fetchall() == [(None,)]
    claims(database, job).note_delay(HERE, 2 * DELAY)
    ends(database, job)
    run(keeping.look)
    assert float(owed(archive)) > DELAY, "the host has said how long its whole delay is"


def test_of_two_tasks_that_claim_a_host_at_once_one_has_it(keeping: Keeping, run: Run, database: str) -> None:
    """A claim waits for the row of one of its hosts; what happens meanwhile at another of them, it has to see."""
    run(lambda queue: keeping.enter(queue, [HERE, THERE]))
    late, early = run(defer), run(defer)
    is_doing(database, late)
    values = {"hosts": [HERE, THERE], "delays": [DELAY, DELAY], "job": late}
    with (
        psycopg.connect(database) as other,
        psycopg.connect(database, autocommit=True) as claiming,
        ThreadPoolExecutor() as beside,
    ):
        other.execute("SELECT 1 FROM morgue_hosts WHERE host = %s FOR UPDATE", [HERE])
        claimed = beside.submit(lambda: claiming.execute(CLAIM, values).fetchall())
        while not is_waiting(database):
            assert not claimed.done()
        is_doing(database, early)
        assert claims(database, early).ask(THERE) == 0
        other.commit()
        assert [row[0] for row in claimed.result(30)] == [HERE]
    assert claims(database, late).ask(THERE) is Occupant.WORKER


def test_a_worker_stays_away_from_where_a_crawl_is(
    archive: Archive, keeping: Keeping, run: Run, database: str, other: int
) -> None:
    with archive.transaction():
        archive.visitors.enter(HERE, exactly_now(), 1.0)
    hold(archive, other)
    job = run(lambda queue: defer(queue, HERE))
    is_doing(database, job)
    assert run(lambda queue: keeping.enter(queue, [HERE, THERE])) == {THERE}
    assert run(lambda queue: answered(queue, keeping, database, job)) is Occupant.CRAWL
    hold(archive, 2**22 + 1)  # it was killed
    run(keeping.look)
    assert DELAY - 5 < float(claims(database, job).ask(HERE)) <= DELAY
