"""The slots of a worker: a task has as many as it has hosts, and each queue has slots of its own."""

import asyncio
from collections.abc import Iterable, Mapping
from contextlib import suppress

from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager
from procrastinate.types import JSONDict

from scraper.cluster.tasks import OwnTasks

GLANCE = 1.0
"""Seconds between two looks at the queues that have slots free, while others are full."""


class Slots(OwnTasks):
    """Takes tasks of the queues that have a slot free: one line asks for all of them, and few questions are asked."""

    def __init__(self, manager: JobManager, room: Mapping[str, int]) -> None:
        super().__init__(manager.connector)
        self._room = room
        self._taken: dict[int | None, tuple[str, int]] = {}
        self._changed = asyncio.Event()
        self._is_closed = False

    @property
    def taken(self) -> int:
        """Give how many slots are at work."""
        return sum(count for _, count in self._taken.values())

    def close(self) -> None:
        """Take nothing from now on."""
        self._is_closed = True
        self._changed.set()

    async def fetch_job(self, queues: Iterable[str] | None, worker_id: int) -> Job | None:
        """Take a task, or give None if none waits; wait while all slots are taken."""
        while not self._is_closed:
            free = [name for name in queues or self._room if self._is_free(name)]
            job = await super().fetch_job(free, worker_id) if free else None
            if job:
                self._taken[job.id] = (job.queue, hosts_of(job.task_kwargs))
                return job
            if len(free) == len(self._room):
                return None
            self._changed.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._changed.wait(), GLANCE)
        return None

    def _is_free(self, queue: str) -> bool:
        return sum(count for name, count in self._taken.values() if name == queue) < self._room[queue]

    async def finish_job(self, job: Job, status: Status, delete_job: bool) -> None:  # noqa: FBT001 - procrastinate's
        """Write that a task has ended."""
        try:
            await super().finish_job(job, status, delete_job)
        finally:
            self._free(job)

    async def retry_job(self, job: Job, *arguments: object, **options: object) -> None:
        """Put a task back."""
        try:
            await super().retry_job(job, *arguments, **options)
        finally:
            self._free(job)

    def _free(self, job: Job) -> None:
        self._taken.pop(job.id, None)
        self._changed.set()


def hosts_of(order: JSONDict) -> int:
    """Give how many hosts a task is at; a file counts as one."""
    harvests = order.get("harvests")
    if not isinstance(harvests, list):
        return 1
    return len({str(one.get("host")) for one in harvests if isinstance(one, Mapping)}) or 1
