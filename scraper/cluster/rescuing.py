"""Tasks whose worker has fallen silent are given to others."""

from datetime import UTC, datetime

from procrastinate import App

from scraper.cluster.tasks import AGAIN, FILES, RESCUED, SILENT, WORK

PUT_BACK = """
UPDATE procrastinate_jobs SET status = 'todo', attempts = attempts + 1, scheduled_at = now(), priority = %(priority)s,
    queue_name = CASE WHEN queue_name = ANY(%(queues)s) THEN %(again)s ELSE queue_name END
WHERE id IN (
    SELECT id FROM procrastinate_jobs WHERE status = 'doing' AND (worker_id IS NULL OR worker_id NOT IN (
        SELECT id FROM procrastinate_workers WHERE last_heartbeat >= now() - make_interval(secs => %(silent)s)))
    FOR UPDATE SKIP LOCKED)
RETURNING id
"""
"""In one statement: else another machine could do so between finding and putting back, and a third begin the task."""


async def rescue(queue: App, silent: float = SILENT) -> list[int]:
    """Put back the tasks of workers that gave no sign of life for so many seconds; give their numbers.

    Every machine of the cluster does so now and then: whichever comes first wins. What workers do goes to a queue of
    its own, so that no other task has to end first; it waits for its worker no longer than `SILENT` and two glances.
    """
    values = {"priority": RESCUED, "queues": [WORK, FILES], "again": AGAIN, "silent": silent}
    rows = await queue.connector.execute_query_all_async(PUT_BACK, **values)
    return sorted(int(row["id"]) for row in rows)


async def rescue_own(queue: App, name: str) -> None:
    """Put back what an earlier process that was the only one to work on a queue has left under way."""
    rows = await queue.connector.execute_query_all_async(
        "SELECT id FROM procrastinate_jobs WHERE queue_name = %(name)s AND status = 'doing'", name=name
    )
    for row in rows:
        await queue.job_manager.retry_job_by_id_async(row["id"], retry_at=datetime.now(UTC))
