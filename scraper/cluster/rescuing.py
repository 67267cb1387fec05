"""Tasks whose worker has fallen silent are given to others."""

from datetime import UTC, datetime

from procrastinate import App
from procrastinate.exceptions import ConnectorException

from scraper.cluster.tasks import AGAIN, FILES, RESCUED, SILENT, WORK, is_away


async def rescue(queue: App, silent: float = SILENT) -> list[int]:
    """Put back the tasks of workers that gave no sign of life for so many seconds; give their numbers.

    Every machine of the cluster does so now and then: whichever comes first wins. What workers do goes to a queue of
    its own, so that no other task has to end first; it waits for its worker no longer than `SILENT` and two glances.
    """
    rescued = []
    for job in await queue.job_manager.get_stalled_jobs(seconds_since_heartbeat=silent):
        try:
            again = AGAIN if job.queue in {WORK, FILES} else job.queue
            await queue.job_manager.retry_job(job, retry_at=datetime.now(UTC), priority=RESCUED, queue=again)
        except ConnectorException as error:
            if is_away(error):
                raise
            continue  # another machine was faster
        if job.id is not None:
            rescued.append(job.id)
    return rescued


async def rescue_own(queue: App, name: str) -> None:
    """Put back what an earlier process that was the only one to work on a queue has left under way."""
    rows = await queue.connector.execute_query_all_async(
        "SELECT id FROM procrastinate_jobs WHERE queue_name = %(name)s AND status = 'doing'", name=name
    )
    for row in rows:
        await queue.job_manager.retry_job_by_id_async(row["id"], retry_at=datetime.now(UTC))
