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

ACTIVE = """
SELECT id, (args->>'job')::bigint AS job, args->'seed'->>'path' AS seed, args->'taken'->>0 AS taken
FROM procrastinate_jobs WHERE status IN ('todo', 'doing')
"""


async def sweep(queue: App, spool: Spool) -> list[str]:
    """Remove what no task needs any more; give the paths."""
    rows = await queue.connector.execute_query_all_async(ACTIVE)
    tasks = {row["id"] for row in rows} | {row["job"] for row in rows}
    seeds = {row["seed"] for row in rows} | {row["taken"] for row in rows}
    found = [
        *(f"results/{name}" for name in left_results(spool.names("results"), tasks)),
        *(f"seeds/{name}" for name in left_seeds(spool.names("seeds"), seeds, datetime.now(UTC))),
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
