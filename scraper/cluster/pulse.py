"""The pulse of the archive's machine: one question tells what there is to do, asked when somebody calls or time is up.

Whoever has put something into the database that this machine is to look at notifies it; what was notified while nobody
listened, the next question finds.
"""

from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import sql
from psycopg.rows import DictRow

from scraper.cluster.tasks import RESULTS

CALL = "morgue_call"
"""The channel by which workers call."""

CHANNELS = (CALL, f"procrastinate_queue_v1#{RESULTS}")
"""The second is procrastinate's own, for each result that is announced."""

BEAT = """
WITH seen AS (UPDATE morgue_cluster SET archive_seen = now())
SELECT EXISTS (SELECT 1 FROM morgue_workers WHERE state = 'new') AS has_new_worker,
    EXISTS (SELECT 1 FROM morgue_hosts WHERE asked IS NOT NULL AND NOT is_kept) AS is_asked,
    EXISTS (SELECT 1 FROM procrastinate_jobs WHERE status = 'todo' AND queue_name = %(results)s
        AND coalesce(scheduled_at, '-infinity') <= now()) AS has_result,
    (SELECT max(id) FROM procrastinate_events) AS changed
"""


@dataclass(frozen=True, slots=True)
class Found:
    """What there is to do."""

    has_new_worker: bool
    is_asked: bool
    """A worker waits to hear of a host."""

    has_result: bool
    changed: int | None
    """The number of the last thing that has happened to a task."""


class Pulse:
    """A connection that gives signs of life, and that is called by."""

    def __init__(self, connection: psycopg.AsyncConnection[DictRow]) -> None:
        self.connection = connection

    async def listen(self) -> None:
        """Be called from now on."""
        for channel in CHANNELS:
            await self.connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(channel)))

    async def beat(self) -> Found:
        """Give a sign of life, and hear what there is to do."""
        row: Any = await (await self.connection.execute(BEAT, {"results": RESULTS})).fetchone()
        return Found(**row)

    async def wait(self, seconds: float) -> None:
        """Wait until somebody calls, so long at most."""
        async for _ in self.connection.notifies(timeout=seconds, stop_after=1):
            pass
