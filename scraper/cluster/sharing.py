"""What is due of the archive goes to the workers: a seed into the spool, a task into the queue."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from procrastinate import App
from procrastinate.exceptions import AlreadyEnqueued

from scraper.archive import Archive
from scraper.archive.stamps import now
from scraper.cluster.seeding import Seeder, sources_of
from scraper.cluster.spool import Spool
from scraper.cluster.tasks import HARVEST, WORK
from scraper.crawling.source_delays import delays_of
from scraper.harvest.due import Due, Why, due, states_of
from scraper.harvest.pace import SHORTEST, UNKNOWN
from scraper.sources import FILE_NAME, Source, choose, read_sources
from scraper.version import __version__

PRIORITIES = {Why.LEFT: 20, Why.LISTINGS: 10, Why.VISITS: 0}
"""What was begun is ended first; revisits wait for what is new."""

AHEAD = 2
"""Tasks a slot of the cluster that wait at most: seeds grow old."""

LEAST = 20

OUT = """
SELECT args->>'source' AS source, id AS job, status::text AS status FROM procrastinate_jobs
    WHERE task_name = 'harvest' AND status IN ('todo', 'doing')
UNION ALL
SELECT args->>'source', (args->>'job')::bigint, 'result' FROM procrastinate_jobs
    WHERE queue_name = 'results' AND status IN ('todo', 'doing')
"""

ENDED = "SELECT id AS job, status, attempts FROM procrastinate_jobs WHERE id = ANY(%(jobs)s::bigint[])"

WAITING = """
SELECT (SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'harvest' AND status = 'todo') AS waiting,
    (SELECT coalesce(sum(slots), 0) FROM morgue_workers
        WHERE state = 'welcome' AND seen > now() - interval '30 seconds') AS slots
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
        self._spool = spool
        self._seeder = Seeder(archive, spool, chosen.data / "cluster")
        self._read: tuple[float, list[Source]] = (-1.0, [])
        self._told: dict[str, str] = {}
        """What the workers at a host are told of its sources."""

    @property
    def sources(self) -> list[Source]:
        """All sources of the file. Raises BadInput if it cannot be read."""
        path = self._chosen.data / FILE_NAME
        changed = path.stat().st_mtime if path.exists() else 0.0
        if changed != self._read[0]:
            sources = read_sources(self._chosen.data)
            with self._archive.transaction():
                self._archive.sources.sync(sources)
            self._read = (changed, sources)
            self._told.clear()
        return self._read[1]

    async def look(self, queue: App) -> int:
        """Send what is due and not out yet into the queue; give how many tasks that were."""
        connector = queue.connector
        out = await connector.execute_query_all_async(OUT)
        names = {source.name for source in self.sources}
        ended = await connector.execute_query_all_async(ENDED, jobs=list(self._archive.clusters.out().values()))
        self._note_out({row["source"]: row["job"] for row in out if row["source"] in names}, ended)
        await self._call_back(queue, out)
        (room,) = await connector.execute_query_all_async(WAITING)
        free = max(int(room["slots"]) * AHEAD, LEAST) - int(room["waiting"])
        sent = 0
        for one in self._due({row["source"] for row in out})[: max(free, 0)]:
            sent += await self._send(queue, one)
        return sent

    def _note_out(self, out: Mapping[str, int], ended: Iterable[Mapping[str, Any]]) -> None:
        """Write into the archive what is out, so that no harvest of this machine takes it, and what was given up."""
        given_up = {row["job"] for row in ended if row["status"] == "failed"}
        known = self._archive.clusters.out()
        if known == out:
            return
        with self._archive.transaction():
            for name, job in known.items():
                if job in given_up and name not in out:
                    self._archive.schedule.plan(self._archive.sources.named(name)["id"], now() + UNKNOWN)
            self._archive.clusters.lease(out, now())

    async def _call_back(self, queue: App, out: Iterable[Mapping[str, Any]]) -> None:
        """Take back the tasks of sources that are not in the file any more, unless a worker has begun them."""
        names = {source.name for source in self.sources if source.enabled}
        for row in out:
            if row["status"] == "todo" and row["source"] and row["source"] not in names:
                await queue.job_manager.cancel_job_by_id_async(row["job"])

    def put_off(self, name: str | None) -> None:
        """Let a source wait for a while, of which a result could not be taken in."""
        if any(source.name == name for source in self.sources):
            with self._archive.transaction():
                self._archive.schedule.plan(self._archive.sources.named(str(name))["id"], now() + SHORTEST)

    def _due(self, out: set[str | None]) -> list[Due]:
        sources = choose(self.sources, self._chosen.names)
        at = now()
        return [one for one in due(sources, states_of(self._archive.schedule.states(at)), at) if one.name not in out]

    def _sources_at(self, host: str) -> str:
        if host not in self._told:
            self._told[host] = sources_of(host, self.sources)
        return self._told[host]

    async def _send(self, queue: App, one: Due) -> int:
        source = next(source for source in self.sources if source.name == one.name)
        row = self._archive.sources.named(one.name)
        path = f"seeds/{row['id']}-{now():%Y%m%dT%H%M%S}.db.zst"
        parcel = self._seeder.send(row["id"], now(), path)
        delay = float(self._chosen.settings.get("DOWNLOAD_DELAY", 1.0))
        task = queue.configure_task(
            HARVEST,
            allow_unknown=True,
            queue=WORK,
            lock=source.host,
            queueing_lock=f"harvest-{source.name}",
            priority=PRIORITIES[one.why],
        )
        try:
            await task.defer_async(
                source=source.name,
                host=source.host,
                why=str(one.why),
                since=one.since.isoformat(),
                seed=parcel.as_json(),
                sources=self._sources_at(source.host),
                settings=dict(self._chosen.settings),
                delay=delays_of([source]).get(source.host, delay),
                version=__version__,
            )
        except AlreadyEnqueued:
            self._spool.remove(path)
            return 0
        return 1
