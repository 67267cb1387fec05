"""A worker: takes tasks from the queue, does each in a process of its own, and hands in what it brings."""

import asyncio
import multiprocessing
import shutil
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from procrastinate import App, JobContext
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job

from scraper import settings
from scraper.cluster.database import connected
from scraper.cluster.errand import Brought, Errand, checked_settings, parcel_of
from scraper.cluster.harvesting import harvest_apart
from scraper.cluster.hosts import CLAIM, RELEASE
from scraper.cluster.joining import Member, join
from scraper.cluster.rescuing import rescue
from scraper.cluster.tasks import (
    BEAT,
    HARVEST,
    RESULTS,
    SILENT,
    TAKE_IN,
    WORK,
    Backoff,
    HostBusy,
    PatientConnector,
    Refused,
    queue_at,
)
from scraper.exceptions import BadInput, MorgueError
from scraper.version import __version__

Say = Callable[[str], None]
GLANCE = 1.0
"""Seconds between two looks at the queue, at the clock and at whether to stop."""

RESCUE = 10.0
ORDERLY = 20.0
"""Seconds that harvests have to end in order and to hand in what they have, once the worker is to stop."""

MOST_PAUSE = 30.0
NAMED = (*settings.DOWNLOADER_MIDDLEWARES, *settings.EXTENSIONS, *settings.ITEM_PIPELINES, settings.SCHEDULER)
PRELOADED = ["scraper.cluster.harvesting", "spiders.harvest", *(name.rpartition(".")[0] for name in NAMED)]
"""What the processes of tasks find loaded, so that each of them starts within some milliseconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """Where a worker works."""

    database: str
    slots: int
    spool: str | None = None
    """None for where the cluster has it."""

    workshop: Path | None = None
    """None for a folder of its own below the system's temporary one."""


class Worker:
    """Works until it is stopped; a database that is away is waited for."""

    def __init__(self, post: Post, say: Say) -> None:
        self._post = post
        self._say = say
        self._stopping = asyncio.Event()
        self._processes: dict[int, multiprocessing.process.BaseProcess] = {}
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(PRELOADED)
        self._beat = self._context.RawValue("d", time.monotonic())
        self._member: Member | None = None
        self._spool = ""
        self._workshop = post.workshop or Path(tempfile.mkdtemp(prefix="morgue-worker-"))
        self.error: MorgueError | None = None
        """Why it ended by itself."""

    def stop(self) -> None:
        """Ask to end; safe to call from a signal handler of the event loop."""
        if not self._stopping.is_set():
            self._say("stopping: harvests under way hand in what they have")
        self._stopping.set()
        for process in self._processes.values():
            process.terminate()

    async def run(self) -> None:
        """Work until `stop`, or until the cluster sends this worker away: `error` says why."""
        self._join()
        pause = GLANCE
        try:
            while not self._stopping.is_set():
                began = time.monotonic()
                try:
                    await self._work()
                except Exception as error:  # noqa: BLE001 - the database's and the queue's own errors are many
                    self._say(f"the queue cannot be reached: {_line(error)}; trying again")
                pause = GLANCE if time.monotonic() - began > MOST_PAUSE else min(pause * 2, MOST_PAUSE)
                if not self._stopping.is_set():
                    await self._sleep(pause)
        finally:
            shutil.rmtree(self._workshop, ignore_errors=True)
        if self.error:
            raise self.error

    def _join(self) -> None:
        with connected(self._post.database) as connection:
            self._member = join(connection, self._post.database, self._post.slots, self._post.spool)
        self._spool = self._post.spool or self._member.cluster.spool

    async def _sleep(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._stopping.wait(), seconds)
        except TimeoutError:
            return

    async def _work(self) -> None:
        queue = queue_at(self._post.database)
        _add_tasks(queue, self)
        async with queue.open_async():
            beside = [asyncio.create_task(self._watch_over(queue)), asyncio.create_task(self._rescue(queue))]
            try:
                await self._wait_to_be_let_in(queue)
                if not self._stopping.is_set():
                    await self._take_tasks(queue)
            finally:
                for task in beside:
                    task.cancel()
                await asyncio.gather(*beside, return_exceptions=True)

    async def _wait_to_be_let_in(self, queue: App) -> None:
        while not self._stopping.is_set():
            row = await self._own_row(queue)
            if row["state"] == "welcome":
                self._say(f"{self._name} takes tasks, {self._post.slots} at a time")
                return
            await self._sleep(GLANCE / 2)

    async def _take_tasks(self, queue: App) -> None:
        working = asyncio.create_task(
            queue.run_worker_async(
                queues=[WORK],
                name=self._name,
                concurrency=self._post.slots,
                listen_notify=False,
                fetch_job_polling_interval=GLANCE,
                shutdown_graceful_timeout=ORDERLY,
                install_signal_handlers=False,
                update_heartbeat_interval=BEAT,
                stalled_worker_timeout=SILENT,
            )
        )
        stopping = asyncio.create_task(self._stopping.wait())
        await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if not working.done():
            working.cancel()  # procrastinate then takes nothing new and waits for what is under way
        try:
            await working
        except asyncio.CancelledError:
            if not self._stopping.is_set():
                raise

    async def _watch_over(self, queue: App) -> None:
        """Hand on the database's signs of life to the processes, and look whether this worker is still wanted."""
        connector: Any = queue.connector
        assert isinstance(connector, PatientConnector)  # noqa: S101 - queue_at makes no other
        connector.answered_at = time.monotonic()
        while True:
            self._beat.value = connector.answered_at
            with suppress(ConnectorException):  # it is away: the processes end themselves if that lasts
                await self._own_row(queue)
            if self._stopping.is_set():
                return
            await asyncio.sleep(GLANCE)

    async def _own_row(self, queue: App) -> dict[str, Any]:
        """Give a sign of life and get the cluster's word; stop if this worker is not wanted any more."""
        rows = await queue.connector.execute_query_all_async(
            """
            UPDATE morgue_workers AS w SET seen = now(), under_way = %(under_way)s FROM morgue_cluster AS c
            WHERE w.name = %(name)s RETURNING w.state, w.reason, c.version, c.is_stopping
            """,
            under_way=len(self._processes),
            name=self._name,
        )
        row = rows[0] if rows else {"state": "refused", "reason": "the cluster was begun anew", "version": __version__}
        if row["state"] == "refused":
            self._leave(BadInput(f"the cluster does not let {self._name} in: {row['reason']}"))
        elif row["version"] != __version__:
            words = f"the cluster runs Morgue {row['version']} now, and this is {__version__}: upgrade this worker"
            self._leave(BadInput(words))
        elif row["is_stopping"]:
            self._leave(None)
        return row

    def _leave(self, error: MorgueError | None) -> None:
        self.error = self.error or error
        if error is None and not self._stopping.is_set():
            self._say("the cluster was stopped: 'morgue cluster stop'")
        self.stop()

    async def _rescue(self, queue: App) -> None:
        while True:
            await asyncio.sleep(RESCUE)
            with suppress(ConnectorException):
                for job in await rescue(queue):
                    self._say(f"task {job} of a worker that fell silent is to be taken up by another")

    @property
    def _name(self) -> str:
        return self._member.name if self._member else "?"

    async def harvest(self, context: JobContext, order: Mapping[str, Any]) -> None:
        """Do one task: a harvest of a source."""
        job, queue = context.job, context.app
        if job.id is None or await self._is_handed_in(queue, job):
            return
        errand = await self._errand(queue, job, order)
        try:
            brought = await self._sent(errand)
        finally:
            shutil.rmtree(errand.folder, ignore_errors=True)
        for host, wait in brought.waits.items():
            await queue.connector.execute_query_async(RELEASE, host=host, job=job.id, wait=wait)
        await self._announce(queue, errand, order, brought)
        counted = ", ".join(f"{count} {name}" for name, count in brought.outcomes.items()) or "nothing"
        self._say(f"{errand.source}: {counted} in {brought.seconds:.1f} s")

    async def _is_handed_in(self, queue: App, job: Job) -> bool:
        """Tell if an earlier try at a task has come to its end, and only its last word was lost."""
        rows = await queue.connector.execute_query_all_async(
            "SELECT 1 FROM procrastinate_jobs WHERE queue_name = %(queue)s AND args->>'job' = %(job)s LIMIT 1",
            queue=RESULTS,
            job=str(job.id),
        )
        return bool(rows)

    async def _errand(self, queue: App, job: Job, order: Mapping[str, Any]) -> Errand:
        assert job.id is not None  # noqa: S101 - it came from the database
        if order["version"] != __version__:
            raise Refused(f"the task was made by Morgue {order['version']}, and this is {__version__}")
        delay = float(order["delay"])
        rows = await queue.connector.execute_query_all_async(CLAIM, host=order["host"], job=job.id, delay=delay)
        if not rows:
            raise HostBusy(f"another task is at {order['host']}")
        folder = self._workshop / f"{job.id}-{job.attempts}"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        return Errand(
            job=job.id,
            attempt=job.attempts,
            folder=folder,
            database=self._post.database,
            spool=self._spool,
            source=order["source"],
            why=order["why"],
            since=order["since"],
            seed=parcel_of(order["seed"]),
            sources=order["sources"],
            settings=checked_settings(order["settings"]),
            wait=float(rows[0]["wait"] or 0.0),
            host=order["host"],
        )

    async def _sent(self, errand: Errand) -> Brought:
        """Run an errand in a process and wait for it; the process ends with the task, however that ends."""
        ours, theirs = self._context.Pipe(duplex=False)
        process = self._context.Process(target=harvest_apart, args=(errand, self._beat, theirs), daemon=True)
        process.start()
        theirs.close()
        self._processes[errand.job] = process
        try:
            answer = await _answer(ours)
        finally:
            self._processes.pop(errand.job, None)
            if process.is_alive():
                process.kill()
            await asyncio.to_thread(process.join)
            ours.close()
        if isinstance(answer, Brought):
            return answer
        if self._stopping.is_set():
            raise HostBusy(f"{errand.source} was not begun: this worker stops")
        raise MorgueError(answer or f"the process of {errand.source} ended with {process.exitcode}")

    async def _announce(self, queue: App, errand: Errand, order: Mapping[str, Any], brought: Brought) -> None:
        """Tell the archive's machine that a result lies in the spool."""
        await queue.configure_task(
            TAKE_IN, allow_unknown=True, queue=RESULTS, queueing_lock=f"result-{errand.job}"
        ).defer_async(
            job=errand.job,
            source=errand.source,
            why=errand.why,
            seed=order["seed"]["path"],
            worker=self._name,
            version=__version__,
            parcels=[parcel.as_json() for parcel in brought.parcels],
            seconds=brought.seconds,
            cpu=brought.cpu,
        )


async def _answer(ours: Connection) -> Brought | str | None:
    """Wait until a process has sent its answer or has ended without one."""
    loop, ready = asyncio.get_running_loop(), asyncio.Event()
    loop.add_reader(ours.fileno(), ready.set)
    try:
        await ready.wait()
    finally:
        loop.remove_reader(ours.fileno())
    try:
        answer: Brought | str = await asyncio.to_thread(ours.recv)
    except EOFError:
        return None
    return answer


def _add_tasks(queue: App, worker: Worker) -> None:
    @queue.task(name=HARVEST, queue=WORK, pass_context=True, retry=Backoff())
    async def harvest(context: JobContext, /, **order: Any) -> None:
        await worker.harvest(context, order)


def _line(error: BaseException) -> str:
    words = str(error).strip() or type(error).__name__
    return words.splitlines()[0]
