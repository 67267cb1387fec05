"""The slots of a worker: a task has as many as it still asks hosts, and each queue has slots of its own."""

import asyncio
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Protocol

from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager
from procrastinate.types import JSONDict

from scraper.cluster.bundling import size_of
from scraper.cluster.tasks import WORK, OwnTasks

LEAST = 4
"""A task that has come to its last hosts has a quarter of its slots all the same: it is a process."""

GLANCE = 1.0
"""Seconds between two looks at the queues that have slots free, while others are full."""


class Left(Protocol):
    """A number that the process of a task tells."""

    value: int


class Slots(OwnTasks):
    """Takes tasks of the queues that have slots free: one line asks for all of them, and few questions are asked.

    ``left`` has for tasks under way how many hosts they still ask.
    """

    def __init__(self, manager: JobManager, room: Mapping[str, int], left: Mapping[int, Left] | None = None) -> None:
        super().__init__(manager.connector)
        self._room = room
        self._left = {} if left is None else left
        self._taken: dict[int | None, tuple[str, int]] = {}
        self._changed = asyncio.Event()
        self._is_closed = False

    @property
    def taken(self) -> int:
        """Give how many slots are at work."""
        return sum(self._count(job) for job in self._taken)

    def close(self) -> None:
        """Take nothing from now on."""
        self._is_closed = True
        self._changed.set()

    async def fetch_job(self, queues: Iterable[str] | None, worker_id: int) -> Job | None:
        """Take a task, or give None if none waits; wait while all slots are taken."""
        while not self._is_closed:
            self._changed.clear()  # before looking: what is freed while the queue is asked is seen at once
            free = [name for name in queues or self._room if self._is_free(name)]
            job = await super().fetch_job(free, worker_id) if free else None
            if job:
                self._taken[job.id] = (job.queue, hosts_of(job.task_kwargs))
                return job
            if len(free) == len(self._room):
                return None
            with suppress(TimeoutError):
                await asyncio.wait_for(self._changed.wait(), GLANCE)
        return None

    def _is_free(self, queue: str) -> bool:
        """Tell if half a task of the usual size has room: in the mean, no more slots are taken than there are."""
        free = self._room[queue] - sum(self._count(job) for job, (name, _) in self._taken.items() if name == queue)
        return 2 * free >= (size_of(self._room[queue]) if queue == WORK else 1)

    def _count(self, job: int | None) -> int:
        """Give how many slots a task has; one of several hosts gives back those that it asks no more."""
        count = self._taken[job][1]
        left = self._left.get(job or 0)
        return max(min(left.value, count), count // LEAST, 1) if left else count

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
