"""A worker that is stopped for longer than it may be silent, and goes on: its tasks are with another one by then."""

import os
import signal
import subprocess
import sys

import psycopg
import pytest

from tests.integration.cluster.conftest import Machines, Papers, check_manners
from tests.integration.cluster.killing import check_whole
from tests.press import Press

HOSTS, ARTICLES, DELAY = 3, 30, 0.5


@pytest.mark.parametrize("is_whole", [True, False], ids=["with its processes", "alone"])
def test_a_worker_that_comes_back_asks_nobody(machines: Machines, database: str, is_whole: bool) -> None:
    machines.delay = DELAY
    with Press(Papers(ARTICLES).answer, hosts=HOSTS) as press:
        machines.sources(press)
        machines.init(database)
        machines.watch()
        silent = machines.worker(before=("setsid",))
        machines.wait_until(lambda: all(len(press.paths(host)) > 2 for host in range(HOSTS)))
        _send(silent.pid, signal.SIGSTOP, is_whole=is_whole)
        before = len(press.log)
        near = machines.worker()
        machines.wait_until(lambda: min(_starts(database)) > 1)
        press.wait_for(before + HOSTS)
        _send(silent.pid, signal.SIGCONT, is_whole=is_whole)
        machines.wait_until(lambda: machines.articles() == HOSTS * ARTICLES)
        machines.wait_until(machines.is_idle)
        check_manners(press.log, DELAY)
        assert [silent.poll(), near.poll()] == [None, None]
        assert set(_starts(database)) == {2}, machines.logs()
    machines.wait_until(lambda: machines.ask("SELECT count(*) FROM sources WHERE leased_by IS NOT NULL") == 0)
    check_whole(machines, HOSTS * ARTICLES)


def test_a_worker_whose_clock_stood_still_with_it_is_told_by_the_database(machines: Machines, database: str) -> None:
    machines.delay = DELAY
    with Press(Papers(ARTICLES).answer, hosts=1) as press:
        machines.sources(press)
        machines.init(database)
        machines.watch()
        worker = machines.worker()
        press.wait_for(5)
        _change(database, "UPDATE morgue_workers SET seen = now() - interval '15 s'")
        machines.wait_until(lambda: "its process ended with -9" in machines.log_of(worker))
        machines.wait_until(lambda: machines.articles() == ARTICLES)
        check_manners(press.log, DELAY)


ASLEEP = """
import asyncio, sys
from scraper.cluster.tasks import queue_at

async def stamp():
    queue = queue_at(sys.argv[1])
    async with queue.open_async():
        await queue.connector.execute_query_async("UPDATE morgue_cluster SET archive = 'here' RETURNING pg_sleep(2)")

asyncio.run(stamp())
"""


def test_a_machine_that_is_stopped_in_a_statement_keeps_no_row(machines: Machines, database: str) -> None:
    machines.data.mkdir()
    machines.init(database)
    silent = subprocess.Popen([sys.executable, "-c", ASLEEP, database])
    try:
        machines.wait_until(lambda: _is_asleep(database))
        silent.send_signal(signal.SIGSTOP)
        _change(database, "SET lock_timeout = '20s'; UPDATE morgue_cluster SET archive = archive || ' and there'")
        with psycopg.connect(database) as connection:
            assert connection.execute("SELECT archive FROM morgue_cluster").fetchone() == ("here and there",)
    finally:
        silent.kill()
        silent.wait()


def _is_asleep(database: str) -> bool:
    with psycopg.connect(database) as connection:
        asleep = "SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()"
        return connection.execute(asleep.encode()).fetchone() is not None


def test_a_task_has_one_result_even_if_another_comes_late(machines: Machines, database: str) -> None:
    machines.data.mkdir()
    machines.init(database)
    late = """
        INSERT INTO procrastinate_jobs (queue_name, task_name, args, status)
        VALUES ('results', 'take_in', '{"job": 7}', 'succeeded')
    """
    _change(database, late)
    with pytest.raises(psycopg.errors.UniqueViolation):
        _change(database, late)


def _change(database: str, sql: str) -> None:
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(sql.encode())


def _send(group: int, number: signal.Signals, *, is_whole: bool) -> None:
    (os.killpg if is_whole else os.kill)(group, number)


def _starts(database: str) -> list[int]:
    """Give of each harvest how often a worker has begun it; a host or two make one, as workers were known by then."""
    with psycopg.connect(database) as connection:
        rows = connection.execute(
            """
            SELECT count(*) FROM procrastinate_events e JOIN procrastinate_jobs j ON j.id = e.job_id
            WHERE e.type = 'started' AND j.task_name = 'harvest' GROUP BY j.id
            """
        ).fetchall()
    return [row[0] for row in rows]
