"""The archive's machine: shares out what is due, merges what comes back, rescues what a silent worker had."""

import asyncio
import shutil
import time
from collections.abc import Awaitable, Callable
from typing import Any

import psycopg
from procrastinate import App, JobContext
from procrastinate.exceptions import ProcrastinateException
from psycopg.rows import dict_row

from scraper.archive import Archive, open_archive
from scraper.archive.holders import this_process
from scraper.cluster.database import (
    KEEPALIVE,
    PATIENCE,
    Cluster,
    check_clock,
    check_version,
    connected,
    first_line,
    the_cluster,
)
from scraper.cluster.errand import named
from scraper.cluster.forgetting import forget_afterwards
from scraper.cluster.founding import check_archive
from scraper.cluster.joining import check_mark, welcome
from scraper.cluster.pulse import Found, Pulse
from scraper.cluster.rescuing import rescue, rescue_own
from scraper.cluster.sharing import Chosen, Sharing
from scraper.cluster.spool import Spool
from scraper.cluster.sweeping import sweep
from scraper.cluster.taking_in import result_of, take_in
from scraper.cluster.tasks import RESULTS, TAKE_IN, WORKING, Announced, Backoff, Refused, queue_at
from scraper.exceptions import BadInput, MorgueError
from scraper.harvest.notifying import notify
from scraper.harvest.running import settle_archive

Say = Callable[[str], None]
GLANCE = 2.0
"""Seconds between two looks at what is due."""

BEAT = 1.0
"""Seconds between two signs of life, unless somebody calls."""

RESCUE = 5.0
WEIGH = 600.0
"""Seconds between two looks at the size of the archive and at what is left in the spool."""

KEPT = 24
"""Hours that the queue remembers a task that has ended."""

LOCK = 7_200_366
"""The number of the advisory lock that the machine of the archive holds."""

DEAD = 90.0
"""Seconds without a look at what is due after which this watch hangs."""

MOST_PAUSE = 30.0
REFUSE = """
INSERT INTO morgue_refusals (source, job, worker, reason) VALUES (%(source)s, %(job)s, %(worker)s, %(why)s)
"""


class OtherWatch(BadInput):
    """Another process is at work for the archive; whoever only needs results merged can leave that to it."""


Errand = Callable[[App], Awaitable[None]]


class ClusterWatch:
    """Runs until it is stopped; a database that is away is waited for.

    With ``errand`` nothing is shared out but what that sends, and the watch ends with it.
    """

    def __init__(self, url: str, chosen: Chosen, say: Say, errand: Errand | None = None) -> None:
        self._url = url
        self._chosen = chosen
        self._say = say
        self._errand = errand
        self._stopping = asyncio.Event()
        self._said = ""
        self._beat = time.monotonic()
        self._leaves_captures = False
        self._changed: int | None = None
        """What has happened last to a task, by its number."""

        self._name = f"{this_process()} {chosen.data.resolve()}"

    @property
    def is_alive(self) -> bool:
        """True while the watch looks at what is due."""
        return time.monotonic() - self._beat < DEAD

    def stop(self) -> None:
        """Ask to end; safe to call from a signal handler of the event loop."""
        self._stopping.set()

    async def run(self) -> None:
        """Share out and merge until `stop`. Raises BadInput, MorgueError where it cannot begin."""
        cluster = self._checked()
        spool = Spool(cluster.spool)
        check_mark(spool, cluster)
        self._leaves_captures = cluster.leaves_captures
        (self._chosen.data / "cluster").mkdir(exist_ok=True)
        pause = 1.0
        try:
            while not self._stopping.is_set():
                began = time.monotonic()
                try:
                    await self._watch(spool)
                except (psycopg.Error, ProcrastinateException) as error:
                    self._tell(f"the queue cannot be reached: {first_line(error)}; trying again")
                pause = 1.0 if time.monotonic() - began > MOST_PAUSE else min(pause * 2, MOST_PAUSE)
                await self._sleep(0 if self._stopping.is_set() else pause)
        finally:
            shutil.rmtree(self._chosen.data / "cluster", ignore_errors=True)

    def _checked(self) -> Cluster:
        with connected(self._url) as connection:
            cluster = the_cluster(connection, self._url)
            check_archive(cluster, self._chosen.data)
            check_version(cluster)
            check_clock(connection)
            connection.execute("UPDATE morgue_cluster SET is_stopping = false")
            return cluster

    async def _watch(self, spool: Spool) -> None:
        """Do all that is to be done side by side, until one of it fails or `stop`."""
        queue = queue_at(self._url)
        holder = await psycopg.AsyncConnection.connect(
            self._url, autocommit=True, row_factory=dict_row, connect_timeout=PATIENCE, **KEEPALIVE
        )
        async with holder, queue.open_async():
            await self._become_the_only_one(holder)
            queue.job_manager = Announced(queue.connector)
            pulse = Pulse(holder)
            await pulse.listen()
            await rescue_own(queue, RESULTS)
            with open_archive(self._chosen.data, create=True, busy_timeout=3.0) as archive:
                sharing = Sharing(self._chosen, archive, spool)
                _add_tasks(queue, lambda context, values: self._take_in(context, values, spool, sharing))
                await self._side_by_side(
                    *([self._run_errand(queue)] if self._errand else []),
                    self._repeat(GLANCE, lambda: self._share(queue, sharing)),
                    self._attend(pulse, queue, sharing),
                    self._repeat(RESCUE, lambda: self._rescue(queue)),
                    self._repeat(WEIGH, lambda: self._weigh(queue, archive, spool)),
                    self._merge(queue),
                )

    async def _run_errand(self, queue: App) -> None:
        assert self._errand is not None  # noqa: S101 - asked by the caller
        await self._errand(queue)
        self._stopping.set()

    async def _side_by_side(self, *works: Any) -> None:
        tasks = [asyncio.create_task(work) for work in (*works, self._stopping.wait())]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _become_the_only_one(self, holder: psycopg.AsyncConnection[dict[str, Any]]) -> None:
        row: Any = await (await holder.execute("SELECT pg_try_advisory_lock(%s) AS got", [LOCK])).fetchone()
        if not row["got"]:
            other: Any = await (await holder.execute("SELECT archive FROM morgue_cluster")).fetchone()
            raise OtherWatch(f"another process shares out this archive: {other['archive']}; end that one first")
        await holder.execute("UPDATE morgue_cluster SET archive = %s, archive_seen = now()", [self._name])

    async def _merge(self, queue: App) -> None:
        await queue.run_worker_async(
            queues=[RESULTS],
            name=self._name,
            concurrency=1,
            fetch_job_polling_interval=GLANCE / 4,
            **WORKING,
        )

    async def _repeat(self, seconds: float, work: Callable[[], Awaitable[None]]) -> None:
        while True:
            try:
                await work()
            except MorgueError as error:
                self._tell(str(error))
            await asyncio.sleep(seconds)

    async def _share(self, queue: App, sharing: Sharing) -> None:
        self._beat = time.monotonic()
        if self._errand:
            await sharing.keeping.look(queue)
            return
        sent = await sharing.glance(queue, self._changed)
        if sent:
            self._tell(f"{sent} tasks sent")

    async def _attend(self, pulse: Pulse, queue: App, sharing: Sharing) -> None:
        """Give signs of life, and do at once what somebody waits for."""
        while True:
            try:
                await self._look_after(await pulse.beat(), pulse, queue, sharing)
            except MorgueError as error:
                self._tell(str(error))
            await pulse.wait(BEAT)

    async def _look_after(self, found: Found, pulse: Pulse, queue: App, sharing: Sharing) -> None:
        self._changed = found.changed
        if found.has_new_worker:
            for name, reason in await welcome(pulse.connection, sharing.spool):
                self._say(f"worker {name}: {reason or 'welcome'}")
        if found.is_asked:
            await sharing.keeping.answer(queue)
        if found.has_result and isinstance(queue.job_manager, Announced):
            queue.job_manager.announce()

    async def _rescue(self, queue: App) -> None:
        for job in await rescue(queue):
            self._say(f"task {job} of a worker that fell silent is to be taken up by another")

    async def _weigh(self, queue: App, archive: Archive, spool: Spool) -> None:
        """Look after the archive's size, and forget what is over."""
        settle_archive(archive)
        await sweep(queue, spool)
        await queue.job_manager.delete_old_jobs(
            nb_hours=KEPT, include_failed=True, include_cancelled=True, include_aborted=True
        )
        await asyncio.to_thread(notify, self._chosen.data, self._say)

    async def _take_in(self, context: JobContext, values: dict[str, Any], spool: Spool, sharing: Sharing) -> None:
        """Merge one result; what can never be merged is refused, and its source harvested again."""
        job = int(values.get("job", 0))
        try:
            result = result_of(values)
            said = await asyncio.to_thread(
                take_in, result, self._chosen.data, spool, sharing.sources, leaves_captures=self._leaves_captures
            )
        except Refused as error:
            self._say(f"refused: {named(values)}: {error}")
            await context.app.connector.execute_query_async(
                REFUSE,
                source=named(values),
                job=job,
                worker=str(values.get("worker")),
                why=str(error),
            )
            sharing.put_off(values)
            raise
        except MorgueError as error:
            self._say(f"{named(values)}: its result waits: {error}")
            raise
        if said:
            self._say(said)
        forget_afterwards(context, values, spool)

    async def _sleep(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._stopping.wait(), seconds)
        except TimeoutError:
            return

    def _tell(self, words: str) -> None:
        if words != self._said:
            self._said = words
            self._say(words)


def _add_tasks(queue: App, work: Callable[[JobContext, dict[str, Any]], Awaitable[None]]) -> None:
    @queue.task(name=TAKE_IN, queue=RESULTS, pass_context=True, retry=Backoff())
    async def take_in(context: JobContext, /, **values: Any) -> None:
        await work(context, values)
