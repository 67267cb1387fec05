"""A queue is asked once it is announced that a task waits there, until none does."""

import asyncio
from dataclasses import dataclass, field
from typing import Any, cast

from procrastinate.connector import BaseConnector

from scraper.cluster.tasks import Announced


@dataclass
class Connector:
    """Gives what waits."""

    waiting: list[int] = field(default_factory=list)
    asked: int = 0

    async def execute_query_one_async(self, *_: Any, **__: Any) -> dict[str, Any]:
        self.asked += 1
        names = ("status", "task_name", "lock", "queueing_lock", "scheduled_at", "worker_id")
        number = self.waiting.pop(0) if self.waiting else None
        return dict.fromkeys(names) | {
            "id": number,
            "priority": 0,
            "queue_name": "results",
            "args": {},
            "attempts": 0,
            "status": "doing",
        }


def test_nothing_is_asked_before_it_is_announced_and_all_is_taken_then() -> None:
    connector = Connector([7, 8])
    results = Announced(cast("BaseConnector", connector))

    def taken() -> int | None:
        job = asyncio.run(results.fetch_job(["results"], 1))
        return job and job.id

    assert taken() is None
    assert not connector.asked
    results.announce()
    assert [taken(), taken(), taken()] == [7, 8, None]
    assert connector.asked == 3
    assert taken() is None
    assert connector.asked == 3
