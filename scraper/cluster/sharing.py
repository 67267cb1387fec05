"""What is due of the archive goes to the workers: a seed into the spool, a task into the queue."""

import hashlib
import time
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from procrastinate import App
from procrastinate.exceptions import AlreadyEnqueued

from scraper.archive import Archive
from scraper.archive.clusters import REFRESHED
from scraper.archive.stamps import now
from scraper.cluster.bundling import bundles, size_of
from scraper.cluster.errand import Harvest
from scraper.cluster.keeping import Keeping
from scraper.cluster.seeding import Seeder, sources_of
from scraper.cluster.spool import Spool
from scraper.cluster.tasks import HARVEST, WORK
from scraper.crawling.source_delays import delays_of, hosts_of
from scraper.harvest.due import Due, Why, due, states_of
from scraper.harvest.pace import SHORTEST, UNKNOWN
from scraper.sources import FILE_NAME, Source, choose, read_sources
from scraper.version import __version__

PRIORITIES = {Why.LEFT: 20, Why.LISTINGS: 10, Why.VISITS: 0}
"""What was begun is ended first; revisits wait for what is new."""

AHEAD = 2
"""Harvests a slot of the cluster that wait at most: seeds grow old."""

LEAST = 20
WORN = 15.0
"""Seconds after which it is looked once more although nothing has happened."""

OUT = """
SELECT h->>'source' AS source, h->>'host' AS host, id AS job, status::text AS status
    FROM procrastinate_jobs, jsonb_array_elements(args->'harvests') AS h
    WHERE task_name = 'harvest' AND status IN ('todo', 'doing')
UNION ALL
SELECT h->>'source', NULL, (args->>'job')::bigint, 'result'
    FROM procrastinate_jobs, jsonb_array_elements(args->'harvests') AS h
    WHERE queue_name = 'results' AND status IN ('todo', 'doing')
"""
"""A row a harvest: those of a result have no host, since nobody is there any more."""

ENDED = "SELECT id AS job, status, attempts FROM procrastinate_jobs WHERE id = ANY(%(jobs)s::bigint[])"

WAITING = """
SELECT (SELECT coalesce(sum(jsonb_array_length(args->'harvests')), 0) FROM procrastinate_jobs
        WHERE task_name = 'harvest' AND status = 'todo' AND coalesce(scheduled_at, now()) <= now()) AS waiting,
    coalesce(sum(slots), 0) AS slots, coalesce(min(slots), 1) AS least
FROM morgue_workers WHERE state = 'welcome' AND seen > now() - interval '30 seconds'
"""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What of an archive is shared out, and how it is to be crawled."""

    data: Path
    names: Sequence[str]
    settings: Mapping[str, Any]


class Sharing:
    """Looks what is due, again and again. sources.toml is read anew when it has changed."""

    def __init__(self, chosen: Chosen, archive: Archive, spool: Spool) -> None:
        self._chosen = chosen
        self._archive = archive
        self.spool = spool
        self._seeder = Seeder(archive, spool, chosen.data / "cluster")
        self._read: tuple[float, list[Source]] = (-1.0, [])
        self._named: dict[str, Source] = {}
        self._told: dict[str, str] = {}
        """What the workers at a host are told of its sources."""

        self._alone: set[str] = set()
        """Sources whose harvest was given up together with others'."""

        self._noted_at = now()
        self._known: tuple[int | None, float] = (None, -1.0)
        """What the last look was after: the last thing that has happened to a task, the moment of the file."""

        self._looked_at = 0.0
        self._away: tuple[set[str], set[str]] = set(), set()
        """The sources that were out, and the hosts that somebody was at."""

        self._delays: dict[str, float] = {}
        self.keeping = Keeping(archive, self._delay_of)

    @property
    def sources(self) -> list[Source]:
        """All sources of the file. Raises BadInput if it cannot be read."""
        return self._file()[1]

    def _file(self) -> tuple[float, list[Source]]:
        """Give the moment of the file and its sources, read anew if it has changed."""
        path = self._chosen.data / FILE_NAME
        changed = path.stat().st_mtime if path.exists() else 0.0
        if changed != self._read[0]:
            sources = read_sources(self._chosen.data)
            with self._archive.transaction():
                self._archive.sources.sync(sources)
            self._read = (changed, sources)
            self._named = {source.name: source for source in sources}
            self._told.clear()
            self._delays = delays_of(sources)
        return self._read

    async def glance(self, queue: App, changed: int | None) -> int:
        """Look, unless nothing can have come up since the last look.

        ``changed`` is the number of the last thing that has happened to a task.
        """
        if self._is_quiet(changed):
            return 0
        sent = await self.look(queue)
        self._known, self._looked_at = (changed, self._read[0]), time.monotonic()
        return sent

    def _is_quiet(self, changed: int | None) -> bool:
        """Tell if nothing has happened to a task or to the file, and nothing is due: no question to the queue then."""
        if (changed, self._file()[0]) != self._known or time.monotonic() - self._looked_at >= WORN:
            return False
        return not self._due(*self._away)

    async def look(self, queue: App) -> int:
        """Send what is due and not out yet into the queue; give how many harvests that were."""
        connector = queue.connector
        out = await connector.execute_query_all_async(OUT)
        self._away = {row["source"] for row in out}, {row["host"] for row in out}
        names = {source.name for source in self.sources}
        ended = await connector.execute_query_all_async(ENDED, jobs=list(self._archive.clusters.out().values()))
        self._note_out({row["source"]: row["job"] for row in out if row["source"] in names}, ended)
        await self._call_back(queue, out)
        await self.keeping.look(queue)
        (room,) = await connector.execute_query_all_async(WAITING)
        free = max(int(room["slots"]) * AHEAD, LEAST) - int(room["waiting"])
        due = self._due(*self._away)
        size = size_of(int(room["least"]))
        if room["waiting"]:
            due = self._in_full_bundles(due, size)
        sent = 0
        for bundle in bundles(await self._free(queue, due, free), self._host_of, size, self._alone):
            sent += await self._send(queue, bundle)
        return sent

    def _in_full_bundles(self, due: Sequence[Due], size: int) -> list[Due]:
        """Leave out what makes no full bundle: while other tasks wait for a worker, it can wait for more sources."""
        full = bundles(due, self._host_of, size, self._alone, only_full=True)
        return [one for bundle in full for one in bundle]

    def _host_of(self, name: str) -> str:
        return self._named[name].host

    async def _free(self, queue: App, due: Sequence[Due], most: int) -> list[Due]:
        """Enter the hosts of so many sources for workers; leave out those at whose host a crawl of this machine is."""
        free: list[Due] = []
        while due and len(free) < most:
            count = most - len(free)
            portion, due = due[:count], due[count:]
            kept = await self.keeping.enter(
                queue, {host for one in portion for host in hosts_of(self._named[one.name])}
            )
            free += [one for one in portion if self._host_of(one.name) in kept]
        return free

    def _note_out(self, out: Mapping[str, int], ended: Iterable[Mapping[str, Any]]) -> None:
        """Write into the archive what is out, so that no harvest of this machine takes it, and what was given up."""
        given_up = {row["job"] for row in ended if row["status"] == "failed"}
        known = self._archive.clusters.out()
        if known == out and now() - self._noted_at < REFRESHED:
            return
        self._noted_at = now()
        shared = Counter(known.values())
        with self._archive.transaction():
            for name, job in known.items():
                if job not in given_up or name in out:
                    continue
                if shared[job] > 1:
                    self._alone.add(name)  # which of them it was will be seen
                else:
                    self._archive.schedule.plan(self._archive.sources.named(name)["id"], now() + UNKNOWN)
            self._archive.clusters.lease(out, now())

    async def _call_back(self, queue: App, out: Iterable[Mapping[str, Any]]) -> None:
        """Take back the tasks of sources that are not in the file any more, unless a worker has begun them."""
        names = {source.name for source in self.sources if source.enabled}
        for job in {row["job"] for row in out if row["status"] == "todo" and row["source"] not in names}:
            await queue.job_manager.cancel_job_by_id_async(job)

    def put_off(self, values: Mapping[str, Any]) -> None:
        """Let the sources of a result that could not be taken in wait for a while."""
        told = {one.get("source") for one in values.get("harvests") or () if isinstance(one, Mapping)}
        with self._archive.transaction():
            for source in self.sources:
                if source.name in told:
                    self._archive.schedule.plan(self._archive.sources.named(source.name)["id"], now() + SHORTEST)

    def _due(self, out: Collection[str], busy: Collection[str]) -> list[Due]:
        """Give what is due, but for sources that are out and for those at whose host another one is."""
        sources = [one for one in choose(self.sources, self._chosen.names) if one.host not in busy]
        at = now()
        return [one for one in due(sources, states_of(self._archive.schedule.states(at)), at) if one.name not in out]

    @property
    def _delay(self) -> float:
        return float(self._chosen.settings.get("DOWNLOAD_DELAY", 1.0))

    def _delay_of(self, host: str) -> float:
        return self._delays.get(host, self._delay) if self.sources else self._delay

    def _sources_at(self, host: str) -> str:
        if host not in self._told:
            self._told[host] = sources_of(host, self.sources)
        return self._told[host]

    async def _send(self, queue: App, bundle: Sequence[Due]) -> int:
        harvests = [self._harvest(one) for one in bundle]
        rows = [self._archive.sources.named(one.name)["id"] for one in bundle]
        path = f"seeds/{rows[0]}-{now():%Y%m%dT%H%M%S}.db.zst"
        parcel = self._seeder.send(rows, now(), path)
        task = queue.configure_task(
            HARVEST,
            allow_unknown=True,
            queue=WORK,
            queueing_lock=f"harvest-{_digest(one.name for one in bundle)}",
            priority=max(PRIORITIES[one.why] for one in bundle),
        )
        try:
            await task.defer_async(
                harvests=[one.as_json() for one in harvests],
                hosts=[*self._hosts_of(bundle)],
                seed=parcel.as_json(),
                sources="\n".join(self._sources_at(host) for host in dict.fromkeys(one.host for one in harvests)),
                settings=dict(self._chosen.settings),
                version=__version__,
            )
        except AlreadyEnqueued:
            self.spool.remove(path)
            return 0
        self._alone.difference_update(one.name for one in bundle)
        return len(bundle)

    def _hosts_of(self, due: Iterable[Due]) -> list[str]:
        return sorted({host for one in due for host in hosts_of(self._named[one.name])})

    def _harvest(self, one: Due) -> Harvest:
        source = self._named[one.name]
        return Harvest(
            source=source.name,
            host=source.host,
            why=str(one.why),
            since=one.since.isoformat(),
            delay=delays_of([source]).get(source.host, self._delay),
        )


def _digest(names: Iterable[str]) -> str:
    """Name the task of some sources: a question that was asked twice, since its answer was lost, makes one task."""
    return hashlib.sha256("\n".join(sorted(names)).encode()).hexdigest()[:24]
