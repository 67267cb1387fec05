"""Hosts that the archive's machine keeps for workers, so that its own crawls stay away, and workers from theirs.

A host is entered in ``visitors`` before workers may go there, and workers are shut out before it is left. So whatever
is killed in between, it is occupied for longer than it need be, and the next look puts that right.
"""

import asyncio
from collections.abc import Callable, Collection, Mapping
from typing import Any

from procrastinate import App

from scraper.archive import Archive
from scraper.archive.clusters import REFRESHED
from scraper.archive.stamps import exactly_now, now
from scraper.archive.visitors import Entered

KEEP = """
INSERT INTO morgue_hosts AS known (host, job, ready_at, is_kept)
SELECT host, 0, clock_timestamp() + make_interval(secs => owed), true
FROM unnest(%(hosts)s::text[], %(owed)s::float[]) AS entered (host, owed)
ON CONFLICT (host) DO UPDATE SET is_kept = true, job = coalesce(known.asked, known.job), asked = NULL,
    ready_at = greatest(known.ready_at, excluded.ready_at)
WHERE NOT known.is_kept
"""
"""What a crawl of this machine has left owed to a host, the first worker waits."""

SHUT = """
UPDATE morgue_hosts AS kept SET is_kept = false
WHERE is_kept AND NOT EXISTS (
    SELECT 1 FROM procrastinate_jobs WHERE id = kept.job AND status IN ('todo', 'doing')
) AND NOT EXISTS (
    SELECT 1 FROM procrastinate_jobs WHERE args->>'job' = kept.job::text AND status IN ('todo', 'doing')
) AND host NOT IN (
    SELECT jsonb_array_elements_text(args->'hosts') FROM procrastinate_jobs
    WHERE task_name = 'harvest' AND status IN ('todo', 'doing'))
"""
"""Hosts that no task is at or for, and of which no result waits."""

STRAYED = "UPDATE morgue_hosts SET is_kept = false WHERE host = ANY(%(hosts)s)"
KEPT = "SELECT host, job FROM morgue_hosts WHERE is_kept"
WANTED = """
SELECT DISTINCT jsonb_array_elements_text(args->'hosts') AS host FROM procrastinate_jobs
WHERE task_name = 'harvest' AND status IN ('todo', 'doing')
EXCEPT SELECT host FROM morgue_hosts WHERE is_kept
"""
OWED = """
SELECT host, delay, CASE WHEN ready_at IS NOT NULL
    THEN greatest(extract(epoch FROM ready_at - clock_timestamp()), 0)::float END AS owed
FROM morgue_hosts WHERE host = ANY(%(hosts)s)
"""
ASKED = "SELECT host FROM morgue_hosts WHERE asked IS NOT NULL AND NOT is_kept"
DECLINE = "UPDATE morgue_hosts SET asked = NULL WHERE host = ANY(%(hosts)s) AND NOT is_kept"


class Keeping:
    """Enters hosts for workers, and leaves them."""

    def __init__(self, archive: Archive, delay_of: Callable[[str], float]) -> None:
        self._archive = archive
        self._delay_of = delay_of
        self._at_work = asyncio.Lock()
        """One look at both sides at a time."""

    async def enter(self, queue: App, hosts: Collection[str]) -> set[str]:
        """Keep hosts for workers; give those that are kept now: at the others, crawls of this machine are."""
        async with self._at_work:
            return await self._enter(queue, hosts)

    async def answer(self, queue: App) -> None:
        """Enter the hosts that workers have come upon, or tell them that a crawl is there."""
        async with self._at_work:
            asked = {row["host"] for row in await queue.connector.execute_query_all_async(ASKED)}
            declined = asked - await self._enter(queue, asked)
            if declined:
                await queue.connector.execute_query_async(DECLINE, hosts=list(declined))
            self._name_tasks(await _kept(queue), self._archive.visitors.of_workers())

    async def look(self, queue: App) -> None:
        """Leave the hosts that no task needs any more, and enter those that one needs all the same."""
        async with self._at_work:
            connector = queue.connector
            await connector.execute_query_async(SHUT)
            kept = await _kept(queue)
            entered = self._archive.visitors.of_workers()
            strayed = kept.keys() - entered.keys()  # the archive was restored, or this machine was away for half a day
            if strayed:
                await connector.execute_query_async(STRAYED, hosts=list(strayed))
            await self._leave(queue, entered.keys() - kept.keys())
            self._name_tasks(kept, entered)
            await self._enter(queue, {row["host"] for row in await connector.execute_query_all_async(WANTED)})

    async def _enter(self, queue: App, hosts: Collection[str]) -> set[str]:
        if not hosts:
            return set()
        delays = {host: self._delay_of(host) for host in hosts}
        with self._archive.transaction():
            at, visitors = exactly_now(), self._archive.visitors
            tried = {host: visitors.enter_for_workers(host, at, delay) for host, delay in delays.items()}
        owed = {host: seconds for host, seconds in tried.items() if seconds is not None}
        if owed:
            await queue.connector.execute_query_async(KEEP, hosts=list(owed), owed=list(owed.values()))
        return set(owed)

    async def _leave(self, queue: App, hosts: Collection[str]) -> None:
        if not hosts:
            return
        rows = await queue.connector.execute_query_all_async(OWED, hosts=list(hosts))
        known: Mapping[str, Mapping[str, Any]] = {row["host"]: row for row in rows}
        delays = {host: max(self._delay_of(host), known.get(host, {}).get("delay") or 0.0) for host in hosts}
        with self._archive.transaction():
            at = exactly_now()
            for host, delay in delays.items():
                self._archive.visitors.leave_for_workers(host, at, known.get(host, {}).get("owed"), delay)

    def _name_tasks(self, kept: Mapping[str, int], entered: Mapping[str, Entered]) -> None:
        """Write which task is where, and now and then that it still is."""
        at = now()
        told = {
            host: job
            for host, job in kept.items()
            if host in entered and (entered[host].task != job or at - entered[host].since > REFRESHED)
        }
        if told:
            with self._archive.transaction():
                self._archive.visitors.name_tasks(told, at)


async def _kept(queue: App) -> dict[str, int]:
    """Give the hosts that are kept for workers, each with its task."""
    return {row["host"]: row["job"] for row in await queue.connector.execute_query_all_async(KEPT)}
