"""A worker: takes tasks from the queue, does each in a process of its own, and hands in what it brings."""

import asyncio
import shutil
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from procrastinate import App
from procrastinate.exceptions import ConnectorException

from scraper.cluster.apart import Processes, moment
from scraper.cluster.database import connected, first_line
from scraper.cluster.duties import Bench, Duties
from scraper.cluster.joining import Member, join
from scraper.cluster.rescuing import rescue
from scraper.cluster.slots import Slots
from scraper.cluster.tasks import AGAIN, FILES, WORK, WORKING, queue_at
from scraper.exceptions import BadInput, MorgueError
from scraper.processes import cores
from scraper.version import __version__

Say = Callable[[str], None]
GLANCE = 1.0
"""Seconds between two looks at the queues, at the clock and at whether to stop."""

RESCUE = 5.0
MOST_AGAIN = 4
"""Times as many slots for what others have left as it has of its own: a worker may be the last of five."""

MOST_TASKS = 1000
"""At a time; slots end first."""

ORDERLY = 20.0
"""Seconds that harvests have to end in order and to hand in what they have, once the worker is to stop."""

MOST_PAUSE = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """Where a worker works."""

    database: str
    slots: int
    """Hosts at a time."""

    files: int = field(default_factory=cores)
    """Files at a time that are imported or read once more."""

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
        self._processes = Processes()
        self._slots: Slots | None = None
        self._lines: set[int] = set()
        """What procrastinate calls this worker: its sign of life and that of the processes are one."""

        self._left: dict[int, Any] = {}
        """How many hosts each harvest under way still asks."""

        self._member: Member | None = None
        self._spool = ""
        self._workshop = post.workshop or Path(tempfile.mkdtemp(prefix="morgue-worker-"))
        self.error: MorgueError | None = None
        """Why it ended by itself."""

    def stop(self) -> None:
        """Ask to end; safe to call from a signal handler of the event loop."""
        if self._stopping.is_set():
            return  # a second signal would end the harvests without order
        self._say("stopping: harvests under way hand in what they have")
        self._stopping.set()
        self._processes.terminate()

    async def run(self) -> None:
        """Work until `stop`, or until the cluster sends this worker away: `error` says why."""
        self._join()
        self._processes.prepare()
        pause = GLANCE
        try:
            while not self._stopping.is_set():
                began = time.monotonic()
                try:
                    await self._work()
                except Exception as error:  # noqa: BLE001 - the database's and the queue's own errors are many
                    self._say(f"the queue cannot be reached: {first_line(error)}; trying again")
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
        Duties(queue, self._bench())
        self._lines.clear()
        self._processes.sign_of_life(moment())
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

    def _bench(self) -> Bench:
        return Bench(
            name=self._name,
            database=self._post.database,
            spool=self._spool,
            workshop=self._workshop,
            processes=self._processes,
            is_stopping=self._stopping.is_set,
            say=self._say,
            lines=self._lines,
            left=self._left,
        )

    async def _wait_to_be_let_in(self, queue: App) -> None:
        while not self._stopping.is_set():
            row = await self._own_row(queue)
            if row["state"] == "welcome":
                self._say(f"{self._name} takes tasks, {self._post.slots} at a time")
                return
            await self._sleep(GLANCE / 2)

    async def _take_tasks(self, queue: App) -> None:
        """Take harvests, which mostly wait, and files, which keep a processor busy each, until `stop`.

        What another worker has left goes beside these: it is not to wait until something else has ended.
        """
        most = MOST_AGAIN * max(self._post.slots, self._post.files)
        room = {WORK: self._post.slots, FILES: self._post.files, AGAIN: most}
        room = {name: count for name, count in room.items() if count}
        queue.job_manager = self._slots = Slots(queue.job_manager, room, self._left)
        working = asyncio.create_task(self._line(queue, list(room)))
        stopping = asyncio.create_task(self._stopping.wait())
        await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        self._slots.close()
        working.cancel()  # procrastinate then takes nothing new and waits for what is under way
        (error,) = await asyncio.gather(working, return_exceptions=True)
        if isinstance(error, Exception):
            raise error

    async def _line(self, queue: App, names: list[str]) -> None:
        await queue.run_worker_async(
            queues=names,
            name=self._name,
            concurrency=MOST_TASKS,
            fetch_job_polling_interval=GLANCE,
            shutdown_graceful_timeout=ORDERLY,
            **WORKING,
        )

    async def _watch_over(self, queue: App) -> None:
        """Hand on the database's signs of life to the processes, and look whether this worker is still wanted."""
        while True:
            asked_at = moment()
            with suppress(ConnectorException):  # it is away: the processes end themselves if that lasts
                row = await self._own_row(queue)
                self._processes.sign_of_life(asked_at, row.get("silent") or 0.0)
            await asyncio.sleep(GLANCE)

    async def _own_row(self, queue: App) -> dict[str, Any]:
        """Give a sign of life and get the cluster's word; stop if this worker is not wanted any more."""
        rows = await queue.connector.execute_query_all_async(
            """
            WITH beat AS (
                UPDATE procrastinate_workers SET last_heartbeat = now() WHERE id = ANY(%(lines)s::bigint[]))
            UPDATE morgue_workers AS w SET seen = now(), under_way = %(under_way)s
            FROM morgue_cluster AS c, (SELECT name, seen FROM morgue_workers WHERE name = %(name)s) AS before
            WHERE w.name = before.name RETURNING w.state, w.reason, c.version, c.is_stopping,
                extract(epoch FROM now() - before.seen)::float AS silent
            """,
            lines=list(self._lines),
            under_way=self._slots.taken if self._slots else 0,
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
