"""What a worker does with a task: from the order in the queue to the result in the spool."""

import shutil
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from procrastinate import App, JobContext
from procrastinate.jobs import Job

from scraper.cluster.apart import Processes
from scraper.cluster.errand import (
    Brought,
    FileErrand,
    Harvest,
    HarvestErrand,
    checked_settings,
    harvests_of,
    named,
    parcel_of,
)
from scraper.cluster.harvesting import harvest
from scraper.cluster.hosts import CLAIM, RELEASE
from scraper.cluster.reading_files import import_file, reread_file
from scraper.cluster.tasks import (
    FILES,
    HARVEST,
    IMPORT,
    READ_BACK,
    REREAD,
    RESULTS,
    TAKE_IN,
    WORK,
    Backoff,
    HostBusy,
    OwnTasks,
    Refused,
    is_alone,
    most_tries,
)
from scraper.exceptions import MorgueError
from scraper.version import __version__

Say = Callable[[str], None]
REFUSE = """
INSERT INTO morgue_refusals (source, job, worker, reason) VALUES (%(source)s, %(job)s, %(worker)s, %(reason)s)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """Where the tasks of a worker are done."""

    name: str
    """Of the worker."""

    database: str
    spool: str
    workshop: Path
    processes: Processes
    is_stopping: Callable[[], bool]
    say: Say
    lines: set[int]
    """The numbers that the queue knows this worker by, as far as tasks have told them."""

    left: dict[int, Any]
    """Of each harvest under way the number that its process tells: how many hosts it still asks."""


class Duties:
    """The tasks that a worker knows, added to its queue."""

    def __init__(self, queue: App, bench: Bench) -> None:
        self._queue = queue
        self._bench = bench
        self._add(HARVEST, WORK, self._harvest)
        self._add(IMPORT, FILES, self._import)
        self._add(REREAD, FILES, self._reread)

    def _add(self, name: str, queue: str, work: Callable[[Job, dict[str, Any]], Any]) -> None:
        @self._queue.task(name=name, queue=queue, pass_context=True, retry=Backoff())
        async def task(context: JobContext, /, **order: Any) -> None:
            await self._done(context.job, order, work)

    async def _done(self, job: Job, order: dict[str, Any], work: Callable[[Job, dict[str, Any]], Any]) -> None:
        """Do a task; what is given up is noted for whoever looks at the cluster."""
        if job.worker_id is not None:
            self._bench.lines.add(job.worker_id)
        try:
            if order.get("version") != __version__:
                raise Refused(f"the task was made by Morgue {order.get('version')}, and this is {__version__}")
            if not await self._is_handed_in(job):
                await work(job, order)
        except HostBusy:
            raise
        except MorgueError as error:
            what = named(order)
            if self._bench.is_stopping():
                raise HostBusy(f"{what} was not ended: this worker stops") from error
            self._bench.say(f"{what}: {error}")
            if isinstance(error, Refused) or (is_alone(job) and job.attempts + 1 >= most_tries(job)):
                await self._queue.connector.execute_query_async(
                    REFUSE, source=what, job=job.id, worker=self._bench.name, reason=str(error)
                )
            raise

    async def _is_handed_in(self, job: Job) -> bool:
        """Tell if an earlier try at a task has come to its end, and only its last word was lost."""
        rows = await self._queue.connector.execute_query_all_async(
            "SELECT 1 FROM procrastinate_jobs WHERE task_name = ANY(%(names)s) AND args->>'job' = %(job)s LIMIT 1",
            names=[TAKE_IN, READ_BACK],
            job=str(job.id),
        )
        return bool(rows)

    async def _harvest(self, job: Job, order: dict[str, Any]) -> None:
        every = harvests_of(order)
        waits = await self._claim(job, every)
        harvests = tuple(one for one in every if one.host in waits)
        async with self._folder(job) as folder, self._counted(job, len(waits)) as left:
            errand = HarvestErrand(
                job=job.id or 0,
                attempt=job.attempts,
                folder=folder,
                spool=self._bench.spool,
                database=self._bench.database,
                harvests=harvests,
                seed=parcel_of(order["seed"]),
                sources=order["sources"],
                settings=checked_settings(order["settings"]),
                waits=waits,
                left=left,
            )
            brought: Brought = await self._bench.processes.run(errand.job, harvest, errand)
        await self._check_ours(job)
        await self._queue.connector.execute_query_async(
            RELEASE, hosts=list(brought.waits), waits=list(brought.waits.values()), job=job.id
        )
        answer = {"harvests": [{"source": one.source, "why": one.why} for one in harvests]}
        await self._announce(job, order | answer, brought, TAKE_IN)
        self._say(named(answer), brought)

    async def _check_ours(self, job: Job) -> None:
        """Raise HostBusy if another worker has the task, since this one was silent for too long."""
        if not await OwnTasks(self._queue.connector).is_own(job):
            raise HostBusy(f"task {job.id} was given to another worker while this one was silent")

    async def _claim(self, job: Job, harvests: Sequence[Harvest]) -> dict[str, float]:
        """Give the seconds to wait before the first request to each host where no other task is.

        What is due of other hosts will be sent again. Raises HostBusy if that is all of it.
        """
        delays = {one.host: one.delay for one in harvests}
        rows = await self._queue.connector.execute_query_all_async(
            CLAIM, hosts=list(delays), job=job.id, delays=list(delays.values())
        )
        if not rows:
            raise HostBusy(f"another task is at {', '.join(delays)}")
        return {row["host"]: float(row["wait"] or 0.0) for row in rows}

    async def _import(self, job: Job, order: Mapping[str, Any]) -> None:
        async with self._folder(job) as folder:
            brought = await self._bench.processes.run(job.id or 0, import_file, self._file_errand(job, order, folder))
        await self._announce(job, order, brought, TAKE_IN)
        self._say(order["name"], brought)

    async def _reread(self, job: Job, order: Mapping[str, Any]) -> None:
        async with self._folder(job) as folder:
            brought = await self._bench.processes.run(job.id or 0, reread_file, self._file_errand(job, order, folder))
        await self._announce(job, order, brought, READ_BACK)
        self._say(order["name"], brought)

    def _file_errand(self, job: Job, order: Mapping[str, Any], folder: Path) -> FileErrand:
        return FileErrand(
            job=job.id or 0,
            attempt=job.attempts,
            folder=folder,
            spool=self._bench.spool,
            file=parcel_of(order["file"]),
            name=order["name"],
            options=order["options"],
        )

    @asynccontextmanager
    async def _folder(self, job: Job) -> AsyncIterator[Path]:
        folder = self._bench.workshop / f"{job.id}-{job.attempts}"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    @asynccontextmanager
    async def _counted(self, job: Job, hosts: int) -> AsyncIterator[Any]:
        """Give a number for the process of a harvest, by which `Slots` frees what that needs no more."""
        number = self._bench.left[job.id or 0] = self._bench.processes.number(hosts)
        try:
            yield number
        finally:
            del self._bench.left[job.id or 0]

    async def _announce(self, job: Job, order: Mapping[str, Any], brought: Brought, task: str) -> None:
        """Tell whoever waits for it that a result lies in the spool."""
        await self._queue.configure_task(
            task, allow_unknown=True, queue=order.get("answer_to", RESULTS), queueing_lock=f"result-{job.id}"
        ).defer_async(
            job=job.id,
            harvests=order.get("harvests", []),
            name=order.get("name"),
            taken=[(order.get("seed") or order["file"])["path"]],
            worker=self._bench.name,
            version=__version__,
            parcels=[parcel.as_json() for parcel in brought.parcels],
            outcomes=dict(brought.outcomes),
            seconds=brought.seconds,
            cpu=brought.cpu,
            apart=brought.apart,
        )

    def _say(self, what: str, brought: Brought) -> None:
        counted = ", ".join(f"{count} {name}" for name, count in brought.outcomes.items()) or "nothing"
        self._bench.say(f"{what}: {counted} in {brought.seconds:.1f} s")
