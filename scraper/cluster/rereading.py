"""Stored captures read once more by many machines: each capture file is one task, whose readings come back as lines."""

import asyncio
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from backports import zstd
from procrastinate import App, JobContext

from scraper.archive import Archive
from scraper.archive.rereadings import Chosen as ChosenArticles
from scraper.captures.places import KEPT, is_elsewhere
from scraper.cluster.database import check_version, connected, the_cluster
from scraper.cluster.errand import parcel_of
from scraper.cluster.forgetting import forget_afterwards
from scraper.cluster.founding import check_archive
from scraper.cluster.handing_out import Handed, HandingOut, Wanted
from scraper.cluster.joining import check_mark
from scraper.cluster.packing import unpack
from scraper.cluster.readings import Readings
from scraper.cluster.rescuing import rescue
from scraper.cluster.spool import Parcel, Spool, Tampered
from scraper.cluster.tasks import READ_BACK, REREAD, WORKING, Backoff, Refused, queue_at
from scraper.version import __version__

Say = Callable[[str], None]
LARGEST = 64 * 1024**3
"""Bytes of the readings of one file, unpacked."""

GLANCE = 1.0
RESCUE = 10.0


class SharedRereading:
    """Has the capture files of the chosen articles read by workers; `readings` then answers for each capture.

    The readings lie in ``workshop`` until `close`. A file that could not be read by workers is read here.
    """

    def __init__(self, url: str, archive: Archive, workshop: Path, say: Say) -> None:
        self._url = url
        self._say = say
        self._archive = archive
        self._workshop = workshop
        self.readings = Readings(archive.path.parent / "captures")
        with connected(url) as connection:
            cluster = the_cluster(connection, url)
        check_archive(cluster, archive.path.parent)
        check_version(cluster)
        self._spool = Spool(cluster.spool)
        check_mark(self._spool, cluster)
        workshop.mkdir(parents=True, exist_ok=True)

    def close(self) -> None:
        """Remove what was read."""
        shutil.rmtree(self._workshop, ignore_errors=True)

    async def run(self, chosen: ChosenArticles) -> Handed:
        """Send the files out and wait until each has come back or was given up."""
        line = f"readings-{self._workshop.name}"
        out = HandingOut(self._spool, self._files(chosen), Wanted(task=REREAD, options={}, answer_to=line))
        queue = queue_at(self._url)
        self._add_task(queue, line)
        async with queue.open_async():
            beside = [asyncio.create_task(self._read_back(queue, line)), asyncio.create_task(self._rescue(queue))]
            try:
                await out.run(queue)
            finally:
                for task in beside:
                    task.cancel()
                await asyncio.gather(*beside, return_exceptions=True)
        return out.handed

    def _files(self, chosen: ChosenArticles) -> list[Path | Parcel]:
        """Give the files that workers can read: those of this machine, and those that lie in the spool for good."""
        folder = self._archive.path.parent / KEPT
        seals = self._archive.captures.seals()
        found: list[Path | Parcel] = []
        for file in self._archive.rereadings.files(chosen):
            place = KEPT + file.rpartition(f"/{KEPT}")[2]
            if not is_elsewhere(file):
                found.append(folder / file)
            elif file in seals and file == self._spool.address(place):
                found.append(Parcel(place, seals[file]["size"], seals[file]["digest"]))
        return found

    async def _read_back(self, queue: App, line: str) -> None:
        await queue.run_worker_async(
            queues=[line],
            fetch_job_polling_interval=GLANCE,
            **WORKING,
        )

    async def _rescue(self, queue: App) -> None:
        while True:
            await asyncio.sleep(RESCUE)
            await rescue(queue)

    def _add_task(self, queue: App, line: str) -> None:
        @queue.task(name=READ_BACK, queue=line, pass_context=True, retry=Backoff())
        async def read_back(context: JobContext, /, **values: Any) -> None:
            await asyncio.to_thread(self._take, context.job.id or 0, values)
            forget_afterwards(context, values, self._spool)

    def _take(self, job: int, values: dict[str, Any]) -> None:
        if values["version"] != __version__:
            raise Refused(f"{values['worker']} has read with Morgue {values['version']}, and this is {__version__}")
        packed, lines = self._workshop / f"{job}.zst", self._workshop / f"{job}.jsonl"
        try:
            self._spool.get(parcel_of(values["parcels"][0]), packed)
            unpack(packed, lines, LARGEST)
        except (Tampered, zstd.ZstdError, ValueError, EOFError) as error:
            self._say(f"{values['name']}: its readings are damaged, it is read here: {error}")
            return
        packed.unlink()
        self.readings.add(values["name"], lines)
