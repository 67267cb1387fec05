"""One harvest: the sources that were taken are crawled, what they brought is noted, and they are planned anew."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scraper.archive import Archive, open_archive
from scraper.archive.stamps import moment, now
from scraper.archive.tables import Row
from scraper.crawling.process import CrawlReport, Watcher, crawl
from scraper.harvest.due import Why
from scraper.harvest.full_disk import forget_full, settle_full
from scraper.harvest.health.disk import folder_bytes
from scraper.harvest.health.judging import judge, judge_disk
from scraper.harvest.pace import next_harvest
from scraper.harvest.taking import Taken
from scraper.sources import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """How much a harvest may do; what does not fit is first next time."""

    minutes: float | None = None
    pages: int | None = None

    @property
    def settings(self) -> dict[str, Any]:
        """The settings of Scrapy that keep it."""
        asked = {"CLOSESPIDER_TIMEOUT": self.minutes and self.minutes * 60, "CLOSESPIDER_ITEMCOUNT": self.pages}
        return {name: value for name, value in asked.items() if value}


@dataclass(slots=True)
class HarvestReport:
    """How a harvest went."""

    crawl: CrawlReport
    sources: list[Row] = field(default_factory=list)
    """One row a source: ``source``, ``why``, and the columns of ``harvest_sources``."""

    @property
    def failed(self) -> list[str]:
        """The names of the sources of which no listing answered."""
        return [row["source"] for row in self.sources if row["is_failed"]]


def run(
    taken: Taken, data: Path, settings: Mapping[str, Any], budget: Budget, watch: Watcher | None = None
) -> HarvestReport:
    """Harvest the sources that were taken. Raises what the archive raises before the first page."""
    report = crawl("harvest", dict(settings) | budget.settings, watch, due=due_of(taken))
    return conclude(taken, data, report)


def gather(taken: Taken, data: Path, settings: Mapping[str, Any], watch: Watcher | None = None) -> CrawlReport:
    """Harvest into an archive that will be merged into another, which plans and judges: what was brought is noted."""
    report = crawl("harvest", dict(settings), watch, due=due_of(taken))
    with open_archive(data) as archive, archive.transaction():
        for source, _ in due_of(taken):
            archive.schedule.note(report.harvest, archive.sources.row_of(source)["id"])
        archive.harvests.weigh(report.harvest, report.size, 0)
    return report


def settle(archive: Archive, harvest: int, source: Source, why: Why) -> None:
    """Plan a source anew, and look whether all is well, after a harvest that was gathered elsewhere and merged here."""
    row = archive.sources.row_of(source)
    _plan(archive, row, source, why)
    judge(archive, row["id"], harvest, now())


def settle_archive(archive: Archive) -> None:
    """Look whether the archive itself is well, now and then while results are merged into it."""
    data = archive.path.parent
    with archive.transaction():
        newest = archive.harvests.newest()
        if newest:
            archive.harvests.note_disk(newest["id"], folder_bytes(data))
        judge_disk(archive, data, now())
        archive.incidents.abandon(now())


def conclude(taken: Taken, data: Path, report: CrawlReport) -> HarvestReport:
    """Note what a crawl brought from each source, look whether all is well, plan anew and give back the leases.

    Addresses that a crawl could not give back itself, as on a full disk, are given back here: they are due at once.
    """
    with open_archive(data) as archive, archive.transaction():
        archive.urls.release(report.harvest)
        rows = [_end(archive, report, source, why) for source, why in due_of(taken)]
        archive.harvests.weigh(report.harvest, report.size, folder_bytes(data))
        judge_disk(archive, data, now())
        archive.incidents.abandon(now())
        archive.schedule.release()
        if not report.error:
            settle_full(archive, now())
    if not report.error:
        forget_full(data)
    return HarvestReport(report, rows)


def due_of(taken: Taken) -> list[tuple[Source, Why]]:
    """Give the sources that are harvested, as they were when they were taken, each with the reason."""
    sources = {source.name: source for source in taken.sources}
    return [(sources[one.name], one.why) for one in taken.due]


def _end(archive: Archive, report: CrawlReport, source: Source, why: Why) -> Row:
    """Note what a source brought and whether it is well, and plan it anew unless its listings were not asked."""
    row = archive.sources.row_of(source)
    result = archive.schedule.note(report.harvest, row["id"])
    _plan(archive, row, source, why)
    judge(archive, row["id"], report.harvest, now())
    return {"source": source.name, "why": str(why)} | result


def _plan(archive: Archive, row: Row, source: Source, why: Why) -> None:
    last = moment(row["last_harvest"])
    if why is not Why.VISITS and last:
        published = [at for text in archive.schedule.recent(row["id"]) if (at := moment(text))]
        archive.schedule.plan(row["id"], next_harvest(last, published, source.every))
