"""The queue: which tasks there are, how often one is tried, and patience with a database that is away for a moment."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
from procrastinate import App, BaseRetryStrategy, PsycopgConnector, RetryDecision
from procrastinate.connector import BaseConnector
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager

from scraper.cluster.database import KEEPALIVE, PATIENCE
from scraper.exceptions import MorgueError

WORK = "work"
"""The queue of workers."""

FILES = "files"
"""The queue of workers for what keeps a processor busy: reading files of captures."""

AGAIN = "again"
"""The queue of workers for what a worker that fell silent had: there are slots for it beside those that are busy."""

RESULTS = "results"
"""The queue of the archive's machine."""

HARVEST, IMPORT, REREAD, TAKE_IN, READ_BACK = "harvest", "import", "reread", "take_in", "read_back"
"""The names of the tasks."""

BEAT = 3.0
"""Seconds between two signs of life of a worker."""

SILENT = 20.0
"""Seconds without one after which its tasks are given to others."""

LOST = 14.0
"""Seconds without an answer of the database after which a worker ends what it does: before others may begin it."""

AWAY = 12.0
"""Seconds that a question to the database is repeated."""

WORKING: dict[str, Any] = {
    "listen_notify": False,
    "install_signal_handlers": False,
    "update_heartbeat_interval": BEAT,
    "stalled_worker_timeout": SILENT,
}
"""How every process of a cluster takes tasks: it asks for them, gives signs of life, and ends by its own signals."""

RESCUED = 50
"""The priority of a task whose worker fell silent: it has waited already."""

MOST_TRIES = 5
TOGETHER = 2
"""How often several harvests are tried in one task: then each is sent alone, so that one does not spoil the others."""

BACKOFF, FACTOR, LONGEST = 10.0, 3.0, 900.0
BUSY = 5.0
"""Seconds after which it is looked again whether a host is free."""


class HostBusy(MorgueError):
    """Another task is at the host: this one is put back."""


class Refused(MorgueError):
    """Trying again would not help."""


class Backoff(BaseRetryStrategy):
    """A task that failed is tried again later and later; one that was put back, soon."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """Give when to try again; None for never."""
        if isinstance(exception, Refused):
            return None
        if isinstance(exception, asyncio.CancelledError):
            return RetryDecision(retry_at=datetime.now(UTC))
        if isinstance(exception, HostBusy):
            return RetryDecision(retry_at=datetime.now(UTC) + timedelta(seconds=BUSY))
        if job.attempts + 1 >= most_tries(job):
            return None
        pause = min(BACKOFF * FACTOR**job.attempts, LONGEST)
        return RetryDecision(retry_at=datetime.now(UTC) + timedelta(seconds=pause))


def is_alone(job: Job) -> bool:
    """Tell if a task has one harvest, or one file."""
    harvests = job.task_kwargs.get("harvests")
    return not isinstance(harvests, list) or len(harvests) <= 1


def most_tries(job: Job) -> int:
    """Give how often a task is tried."""
    return MOST_TRIES if is_alone(job) else TOGETHER


class PatientConnector(PsycopgConnector):
    """Asks again for a while where PostgreSQL is away: it may only be starting anew."""

    async def execute_query_async(self, query: Any, **arguments: Any) -> None:
        """Run a statement."""
        await self._patiently(lambda: PsycopgConnector.execute_query_async(self, query, **arguments))

    async def execute_query_one_async(self, query: Any, **arguments: Any) -> dict[str, Any]:
        """Give the only row."""
        ask = PsycopgConnector.execute_query_one_async
        row: dict[str, Any] = await self._patiently(lambda: ask(self, query, **arguments))
        return row

    async def execute_query_all_async(self, query: Any, **arguments: Any) -> list[dict[str, Any]]:
        """Give all rows."""
        ask = PsycopgConnector.execute_query_all_async
        rows: list[dict[str, Any]] = await self._patiently(lambda: ask(self, query, **arguments))
        return rows

    async def _patiently(self, ask: Callable[[], Awaitable[Any]]) -> Any:
        until = time.monotonic() + AWAY
        while True:
            try:
                answer = await ask()
            except ConnectorException as error:
                if not is_away(error) or time.monotonic() > until:
                    raise
                await asyncio.sleep(0.5)
            else:
                return answer


class OwnTasks(JobManager):
    """Writes how a task ended only while it is still this worker's.

    A worker that was silent for too long learns last that another one is at its task; its word would put that back.
    """

    def __init__(self, connector: BaseConnector) -> None:
        super().__init__(connector)
        self.afterwards: dict[int, Callable[[], None]] = {}
        """What is to be done once it is written that a task has ended, by its number."""

    async def finish_job(self, job: Job, status: Status, delete_job: bool) -> None:  # noqa: FBT001 - procrastinate's
        """Write that a task has ended."""
        work = self.afterwards.pop(job.id or 0, None)
        if await self.is_own(job):
            await super().finish_job(job, status, delete_job)
            if work:
                await asyncio.to_thread(work)

    async def retry_job(self, job: Job, *arguments: Any, **options: Any) -> None:
        """Put a task back."""
        if await self.is_own(job):
            await super().retry_job(job, *arguments, **options)

    async def is_own(self, job: Job) -> bool:
        """Tell if a task is still with the worker, and at the try, that it was given to."""
        rows = await self.connector.execute_query_all_async(
            """
            SELECT 1 FROM procrastinate_jobs WHERE id = %(job)s AND status = 'doing' AND worker_id = %(worker)s
                AND attempts = %(attempts)s
            """,
            job=job.id,
            worker=job.worker_id,
            attempts=job.attempts,
        )
        return bool(rows)


class Announced(OwnTasks):
    """Asks for a task only once it is announced that one waits, until there is none."""

    def __init__(self, connector: BaseConnector) -> None:
        super().__init__(connector)
        self._is_announced = False

    def announce(self) -> None:
        """Say that a task waits."""
        self._is_announced = True

    async def fetch_job(self, queues: Iterable[str] | None, worker_id: int) -> Job | None:
        """Take a task, or give None if none waits."""
        if not self._is_announced:
            return None
        self._is_announced = False  # before asking: what is announced meanwhile is asked for once more
        job = await super().fetch_job(queues, worker_id)
        self._is_announced = self._is_announced or job is not None
        return job


def is_away(error: BaseException) -> bool:
    """Tell if an error says that the database cannot be reached, and not that something is wrong with the question."""
    cause = error.__cause__ or error
    return isinstance(cause, psycopg.OperationalError | psycopg.InterfaceError)


def queue_at(url: str, connections: int = 4) -> App:
    """Give the queue in a database; it is opened with ``async with queue.open_async()``.

    Each statement commits by itself: in a transaction, a machine that stops between a statement and its end would keep
    the rows locked for as long as it is stopped.
    """
    connector = PatientConnector(
        conninfo=url,
        min_size=1,
        max_size=connections,
        timeout=PATIENCE,
        kwargs={"autocommit": True, "connect_timeout": PATIENCE, **KEEPALIVE},
    )
    queue = App(connector=connector)
    queue.job_manager = OwnTasks(connector)
    return queue
