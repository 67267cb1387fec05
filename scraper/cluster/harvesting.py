"""One harvest of one source, in a process of its own: a seed becomes an archive, and that goes to the spool."""

import os
import threading
import time
from datetime import datetime
from multiprocessing.connection import Connection
from typing import Any

from scraper.archive import open_archive
from scraper.archive.connection import FILE_NAME
from scraper.cluster.errand import Brought, Errand, checked_settings
from scraper.cluster.hosts import asking
from scraper.cluster.packing import pack, packed_name, unpack
from scraper.cluster.spool import Parcel, Spool
from scraper.cluster.tasks import LOST
from scraper.crawling.process import CrawlReport
from scraper.crawling.source_delays import delays_of
from scraper.exceptions import MorgueError
from scraper.harvest.due import Due, Why
from scraper.harvest.running import gather
from scraper.harvest.taking import Taken
from scraper.sources import FILE_NAME as SOURCES
from scraper.sources import read_sources

LARGEST_SEED = 8 * 1024**3
"""Bytes: some twenty million addresses of one source."""

ORPHANED = 70
"""Exit status of a process whose worker has ended or lost the database."""


def harvest_apart(errand: Errand, beat: Any, answer: Connection) -> None:
    """Harvest, hand in, and send a `Brought`, or the words of what went wrong, through ``answer``.

    ``beat`` has the moment at which the worker had its last answer from the database; if that is too long ago the
    process ends itself, since another worker may begin the same task.
    """
    threading.Thread(target=_end_when_lost, args=(beat,), daemon=True).start()
    try:
        answer.send(_harvest(errand))
    except MorgueError as error:
        answer.send(f"{error}")
    except Exception as error:  # noqa: BLE001 - whatever it is, the worker has to hear of it
        answer.send(f"{type(error).__name__}: {error}")
    answer.close()


def _end_when_lost(beat: Any) -> None:
    parent = os.getppid()
    while time.monotonic() - beat.value < LOST and os.getppid() == parent:
        time.sleep(0.5)
    os._exit(ORPHANED)


def _harvest(errand: Errand) -> Brought:
    started = time.monotonic()
    spool = Spool(errand.spool)
    _sow(errand, spool)
    report = _crawled(errand)
    parcels = _handed_in(errand, spool)
    times = os.times()
    return Brought(
        parcels=parcels,
        outcomes=report.outcomes,
        waits=report.waits,
        seconds=time.monotonic() - started,
        cpu=times.user + times.system + times.children_user + times.children_system,
    )


def _sow(errand: Errand, spool: Spool) -> None:
    """Make the archive to work in from the seed."""
    packed = errand.folder / packed_name()
    spool.get(errand.seed, packed)
    unpack(packed, errand.folder / FILE_NAME, LARGEST_SEED)
    packed.unlink()
    (errand.folder / SOURCES).write_text(errand.sources, encoding="utf-8")
    with open_archive(errand.folder) as archive, archive.transaction():
        archive.seeds.begin_at(errand.job)


def _crawled(errand: Errand) -> CrawlReport:
    settings = checked_settings(errand.settings)
    sources = read_sources(errand.folder)
    delay = float(settings.get("DOWNLOAD_DELAY", 1.0))
    ask = asking(errand.database, errand.job, delays_of(sources), delay)
    settings |= {
        "ARCHIVE_FOLDER": str(errand.folder),
        "ELSEWHERE": lambda host: errand.wait if host == errand.host else ask(host),
        "LOG_ENABLED": False,
    }
    due = Due(errand.source, Why(errand.why), datetime.fromisoformat(errand.since))
    report = gather(Taken([due], sources), errand.folder, settings)
    if report.error:
        raise report.error
    with open_archive(errand.folder) as archive, archive.transaction():
        archive.seeds.reap(report.harvest)
    return report


def _handed_in(errand: Errand, spool: Spool) -> tuple[Parcel, ...]:
    packed = errand.folder / packed_name()
    pack(errand.folder / FILE_NAME, packed)
    files = [*sorted((errand.folder / "captures").glob("*.warc.gz")), packed]
    return tuple(spool.put(path, f"{errand.place}/{path.name}") for path in files)
