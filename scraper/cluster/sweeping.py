"""What tasks that were killed or taken back have left in the spool."""

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime, timedelta

from procrastinate import App

from scraper.cluster.spool import Spool

RESULT = re.compile(r"(\d+)-\d+")
SEED = re.compile(r"\d+-(\d{8}T\d{6})\.db\.zst")
YOUNG = timedelta(hours=1)
"""A seed lies in the spool for a moment before its task is in the queue."""

ENDED = """
SELECT DISTINCT args->'file'->>'path' AS path FROM procrastinate_jobs AS ended
WHERE args->'file'->>'path' LIKE 'files/%%' AND NOT EXISTS (
    SELECT 1 FROM procrastinate_events WHERE job_id = ended.id AND at > now() - %(young)s)
"""
"""The files of tasks that have ended some time ago, or wait for long: the latter are among those that are needed."""

ACTIVE = """
SELECT id, (args->>'job')::bigint AS job, coalesce(args->'seed', args->'file')->>'path' AS made_from,
    args->'taken'->>0 AS taken
FROM procrastinate_jobs WHERE status IN ('todo', 'doing')
"""


async def sweep(queue: App, spool: Spool) -> list[str]:
    """Remove what no task needs any more; give the paths."""
    rows = await queue.connector.execute_query_all_async(ACTIVE)
    tasks = {row["id"] for row in rows} | {row["job"] for row in rows}
    needed = {row["made_from"] for row in rows} | {row["taken"] for row in rows}
    ended = await queue.connector.execute_query_all_async(ENDED, young=YOUNG)
    found = [
        *(f"results/{name}" for name in left_results(spool.names("results"), tasks)),
        *(f"seeds/{name}" for name in left_seeds(spool.names("seeds"), needed, datetime.now(UTC))),
        *sorted({row["path"] for row in ended} & {f"files/{name}" for name in spool.names("files")} - needed),
    ]
    for path in found:
        spool.remove(path)
    return found


def left_results(names: Iterable[str], tasks: Collection[int]) -> Iterator[str]:
    """Give the results of tasks that are neither under way nor waiting to be merged."""
    for name in names:
        told = RESULT.fullmatch(name)
        if told and int(told[1]) not in tasks:
            yield name


def left_seeds(names: Iterable[str], needed: Collection[str], now: datetime) -> Iterator[str]:
    """Give the seeds that no task names, but for young ones."""
    for name in names:
        told = SEED.fullmatch(name)
        if told and f"seeds/{name}" not in needed:
            made = datetime.strptime(told[1], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
            if now - made > YOUNG:
                yield name
