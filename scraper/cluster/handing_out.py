"""Files of captures go to the workers, each as one task: to be imported, or to be read once more."""

import asyncio
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from procrastinate import App
from procrastinate.exceptions import AlreadyEnqueued

from scraper.cluster.spool import Parcel, Spool
from scraper.cluster.tasks import FILES
from scraper.version import __version__

AHEAD = 2
"""Tasks that wait, for each that is under way: a file lies in the spool while it waits."""

LEAST = 4
GLANCE = 1.0
STATE = """
SELECT j.id, j.status::text AS status, t.status::text AS taken, t.args->'outcomes' AS outcomes
FROM procrastinate_jobs j LEFT JOIN procrastinate_jobs t ON t.args->>'job' = j.id::text
WHERE j.id = ANY(%(jobs)s::bigint[])
"""
ENDED = {"failed", "cancelled", "aborted"}


@dataclass(slots=True)
class Handed:
    """How far the files have come."""

    total: int
    done: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    outcomes: dict[str, int] = field(default_factory=dict)
    """Pages by how they ended, and what was passed over by reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be done with each file."""

    task: str
    options: Mapping[str, Any]
    answer_to: str
    """The queue that results are announced in."""


class HandingOut:
    """Sends files as workers come to them, and waits until all have been taken in. It goes on after an interruption."""

    def __init__(self, spool: Spool, files: Sequence[Path | Parcel], wanted: Wanted) -> None:
        """Take files of this machine, and such as lie in the spool for good."""
        self._spool = spool
        self._wanted = wanted
        self._waiting = list(files)
        self._sent: dict[int, str] = {}
        self.handed = Handed(len(files))

    async def run(self, queue: App) -> None:
        """Send and wait."""
        while self._waiting or self._sent:
            await self._note(queue)
            while self._waiting and len(self._sent) < max(LEAST, await self._room(queue)):
                await self._send(queue, self._waiting[0])
                self._waiting.pop(0)
            if self._sent:
                await asyncio.sleep(GLANCE)

    async def _room(self, queue: App) -> int:
        sql = "SELECT count(*) AS n FROM procrastinate_jobs WHERE queue_name = %(name)s AND status = 'doing'"
        rows = await queue.connector.execute_query_all_async(sql, name=FILES)
        return int(rows[0]["n"]) * (1 + AHEAD)

    async def _send(self, queue: App, file: Path | Parcel) -> None:
        path = file if isinstance(file, Path) else Path(file.path)
        name = hashlib.sha256(str(path).encode()).hexdigest()[:16]
        if isinstance(file, Path):
            parcel = await asyncio.to_thread(self._spool.put, path, f"files/{name}-{safe_name(path)}")
        else:
            parcel = file
        task = queue.configure_task(
            self._wanted.task, allow_unknown=True, queue=FILES, queueing_lock=f"{self._wanted.answer_to}-{name}"
        )
        try:
            job = await task.defer_async(
                file=parcel.as_json(),
                name=safe_name(path),
                options=dict(self._wanted.options),
                answer_to=self._wanted.answer_to,
                version=__version__,
            )
        except AlreadyEnqueued:
            job = await self._known(queue, f"{self._wanted.answer_to}-{name}")
        self._sent[job] = str(path)

    async def _known(self, queue: App, lock: str) -> int:
        """Give the task that an earlier call has sent for a file."""
        rows = await queue.connector.execute_query_all_async(
            "SELECT id FROM procrastinate_jobs WHERE queueing_lock = %(lock)s ORDER BY id DESC LIMIT 1", lock=lock
        )
        return int(rows[0]["id"])

    async def _note(self, queue: App) -> None:
        for row in await queue.connector.execute_query_all_async(STATE, jobs=list(self._sent)):
            if row["taken"] == "succeeded":
                self.handed.done.append(self._sent.pop(row["id"]))
                self._count(row["outcomes"] or {})
            elif row["status"] in ENDED or row["taken"] in ENDED:
                self.handed.failed.append(self._sent.pop(row["id"]))

    def _count(self, outcomes: Mapping[str, int]) -> None:
        for name, count in outcomes.items():
            self.handed.outcomes[name] = self.handed.outcomes.get(name, 0) + count


def safe_name(path: Path) -> str:
    """Give the name of a file as it may stand in the spool."""
    kept = "".join(
        letter if letter.isascii() and (letter.isalnum() or letter in ".-_") else "_" for letter in path.name
    )
    return kept.lstrip(".-")[-100:] or "file"
