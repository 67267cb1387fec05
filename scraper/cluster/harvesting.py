"""The harvests of a task, in a process of its own: a seed becomes an archive, and that goes to the spool."""

import math
import os
import time
from collections import deque
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from scraper.archive import open_archive
from scraper.archive.connection import FILE_NAME
from scraper.archive.tables import Row
from scraper.cluster.errand import Brought, HarvestErrand, checked_settings
from scraper.cluster.hosts import Claims
from scraper.cluster.packing import hand_in, packed_name, unpack
from scraper.cluster.spool import Spool, Tampered
from scraper.cluster.tasks import Refused
from scraper.crawling.process import CrawlReport, Progress
from scraper.crawling.source_delays import delays_of
from scraper.harvest.due import Due, Why
from scraper.harvest.running import gather
from scraper.harvest.taking import Taken
from scraper.sources import FILE_NAME as SOURCES
from scraper.sources import read_sources

ROUND = 120.0
"""Seconds that a task of several harvests takes at most."""

LARGEST_SEED = 8 * 1024**3
"""Bytes: some twenty million addresses of one source."""


LATELY = 6
"""Looks at the crawl, two a second: a host of which a listing is being read has nothing to be asked for a moment."""


class Open:
    """Tells the worker how many hosts a crawl has still asked lately, from the first one on."""

    def __init__(self, number: Any) -> None:
        self._number = number
        self._seen = deque[int](maxlen=LATELY)

    def note(self, progress: Progress) -> None:
        """Look at how far the crawl has come."""
        if self._seen or progress.hosts:
            self._seen.append(progress.hosts)
            self._number.value = max(self._seen)


def harvest(errand: HarvestErrand) -> Brought:
    """Harvest and hand in. Raises MorgueError."""
    started = time.monotonic()
    spool = Spool(errand.spool)
    _sow(errand, spool)
    begun = time.process_time()
    report = _crawled(errand)
    ended = time.process_time()
    parcels = hand_in(errand, spool, _reap(errand, report))
    times = os.times()
    return Brought(
        parcels=parcels,
        outcomes=report.outcomes,
        waits=report.waits,
        seconds=time.monotonic() - started,
        cpu=times.user + times.system + times.children_user + times.children_system,
        apart=begun + time.process_time() - ended,
    )


def _sow(errand: HarvestErrand, spool: Spool) -> None:
    """Make the archive to work in from the seed."""
    packed = errand.folder / packed_name()
    try:
        spool.get(errand.seed, packed)
    except Tampered as error:
        raise Refused(str(error)) from error
    unpack(packed, errand.folder / FILE_NAME, LARGEST_SEED)
    packed.unlink()
    (errand.folder / SOURCES).write_text(errand.sources, encoding="utf-8")
    with open_archive(errand.folder) as archive, archive.transaction():
        archive.seeds.begin_at(errand.job)


def _crawled(errand: HarvestErrand) -> CrawlReport:
    settings = checked_settings(errand.settings)
    sources = read_sources(errand.folder)
    claims = Claims(
        database=errand.database,
        job=errand.job,
        waits=errand.waits,
        delays=delays_of(sources),
        delay=float(settings.get("DOWNLOAD_DELAY", 1.0)),
    )
    settings |= {
        "ARCHIVE_FOLDER": str(errand.folder),
        "ELSEWHERE": claims,
        "LOG_ENABLED": False,
        "READING_PROCESSES": 1,
        "READING_BESIDE": math.inf,  # tasks share the cores already: a process for each would cost more than it reads
    }
    due = [Due(one.source, Why(one.why), datetime.fromisoformat(one.since)) for one in errand.harvests]
    settings |= _budget(settings, len(due))
    report = gather(Taken(due, sources), errand.folder, settings, Open(errand.left).note)
    if report.error:
        raise report.error
    return report


def _budget(settings: Mapping[str, Any], count: int) -> dict[str, Any]:
    """Let several harvests end together: what is left of the longest of them is first next time.

    Their results come in at once, so that one with a thousand pages would keep the others from the archive.
    """
    if count < 2:  # noqa: PLR2004 - several
        return {}
    changed: dict[str, Any] = {"CLOSESPIDER_TIMEOUT": min(settings.get("CLOSESPIDER_TIMEOUT", ROUND), ROUND)}
    if pages := settings.get("CLOSESPIDER_ITEMCOUNT"):
        changed["CLOSESPIDER_ITEMCOUNT"] = pages * count
    return changed


def _reap(errand: HarvestErrand, report: CrawlReport) -> Mapping[str, Row]:
    """Leave in the archive what the harvest has brought; give the seals of its capture files."""
    with open_archive(errand.folder) as archive, archive.transaction():
        archive.seeds.reap(report.harvest)
        archive.harvests.sign(report.harvest, errand.signature)
        return archive.captures.seals()
