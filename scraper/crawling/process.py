"""Running one crawl in this process, from settings to report."""

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import Settings

import scraper.crawling.first_import  # noqa: F401 - before Scrapy's own
from scraper.archive.visitors import Occupant
from scraper.collection import collect_rarely
from scraper.crawling.archive_keeper import ArchiveKeeper
from scraper.crawling.manners import hosts_of
from scraper.crawling.scheduler import FrontierScheduler
from scraper.exceptions import MorgueError
from scraper.items import Outcome
from scraper.settings import SPIDER_MODULES


@dataclass(slots=True)
class CrawlReport:
    """How a crawl went."""

    harvest: int
    """Its row in ``harvests``."""

    outcomes: dict[str, int] = field(default_factory=dict)
    """Visits by outcome."""

    services: dict[str, dict[str, int]] = field(default_factory=dict)
    """What services that were asked for counters answered, by service and outcome."""

    refused: list[str] = field(default_factory=list)
    """What was asked for and is no address, each with the reason."""

    left: int = 0
    """Addresses that still wait: of hosts that rest, or after Ctrl-C."""

    resting: list[tuple[str, str, str]] = field(default_factory=list)
    """Hosts that were set aside, each with the moment until which and the reason."""

    busy: dict[str, Occupant] = field(default_factory=dict)
    """Hosts that somebody else had at the time, and who."""

    finish_reason: str = "finished"
    """``finished``, ``shutdown`` after Ctrl-C, ``archive_error``."""

    seconds: float = 0.0
    size: int = 0
    """Bytes that were received."""

    error: MorgueError | None = None
    """What ended the crawl early."""

    skipped: Counter[str] = field(default_factory=Counter)
    """What an import passed over, by reason."""

    waits: dict[str, float] = field(default_factory=dict)
    """Seconds that are still owed to each host that was asked, before anybody may ask it again."""

    faults: list[str] = field(default_factory=list)
    """Where an import found something wrong, once a reason."""

    @property
    def archived(self) -> int:
        """How many visits ended with their article in the archive."""
        return sum(count for outcome, count in self.outcomes.items() if Outcome(outcome).is_archived)

    @property
    def counted(self) -> int:
        """How many answers of services brought counters."""
        return sum(outcomes.get(Outcome.COUNTED, 0) for outcomes in self.services.values())


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a crawl has come."""

    outcomes: Mapping[str, int]
    waiting: int
    """Addresses known and not visited yet."""

    seconds: float
    answers: int = 0
    """What services that were asked for counters have answered."""

    hosts: int = 0
    """Hosts that are asked, or whose turn is still to come."""


Watcher = Callable[[Progress], None]
GLANCE = 0.5
"""Seconds between two looks at the progress."""


def crawl(spider: str, settings: Mapping[str, Any], watch: Watcher | None = None, **arguments: Any) -> CrawlReport:
    """Run a spider by name until its frontier is empty, or until Ctrl-C; ``arguments`` are the spider's own.

    ``watch`` is told about the progress twice a second. Once a process: Twisted cannot start twice. Raises what the
    archive or the spider's own arguments raise before the first page.
    """
    started = time.monotonic()
    process = AsyncCrawlerProcess(settings_with(_only(spider) | dict(settings)))
    logging.getLogger("scrapy").setLevel(process.settings["LOG_LEVEL"])  # else three records a page are made for nobody
    crawler = process.create_crawler(spider)
    task = process.crawl(crawler, **arguments)
    if watch:
        asyncio.get_event_loop().create_task(_watching(crawler, watch, started))
    collect_rarely()
    process.start()
    _raise_early(task)
    return report_of(crawler, started)


def _only(spider: str) -> dict[str, Any]:
    """Let Scrapy import one spider, which is in the module of its name, instead of all to find the one of that name."""
    return {"SPIDER_MODULES": [f"{package}.{spider}" for package in SPIDER_MODULES]}


def report_of(crawler: Crawler, started: float) -> CrawlReport:
    """Say how a crawl went that has ended; ``started`` is a moment of ``time.monotonic``."""
    keeper = crawler.get_extension(ArchiveKeeper)
    assert keeper is not None  # noqa: S101 - the crawl would have failed before
    keeper.end("shutdown")  # after a second Ctrl-C Scrapy closes nothing
    reason = (crawler.stats.get_value("finish_reason") if crawler.stats else None) or "shutdown"
    return CrawlReport(
        harvest=keeper.harvest,
        outcomes=keeper.outcomes(),
        services=keeper.services(),
        refused=list(getattr(crawler.spider, "refused", [])),
        left=keeper.waiting(),
        resting=keeper.rested,
        busy=hosts_of(crawler).elsewhere.busy(),
        finish_reason=str(reason),
        seconds=time.monotonic() - started,
        size=int(crawler.stats.get_value("downloader/response_bytes", 0)) if crawler.stats else 0,
        error=keeper.error,
        skipped=Counter(getattr(crawler.spider, "skipped", {})),
        faults=list(getattr(crawler.spider, "faults", [])),
        waits=hosts_of(crawler).waits(),
    )


def settings_with(changes: Mapping[str, Any]) -> Settings:
    """Give the settings of a crawl: those of ``scraper.settings``, and what is to be otherwise."""
    settings = Settings()
    settings.setmodule("scraper.settings", priority="project")
    settings.setdict(dict(changes), priority="cmdline")
    return settings


def _raise_early(task: Any) -> None:
    if task.done() and not task.cancelled() and task.exception():
        raise task.exception()


async def _watching(crawler: Crawler, watch: Watcher, started: float) -> None:
    while True:
        await asyncio.sleep(GLANCE)
        keeper = crawler.get_extension(ArchiveKeeper) if crawler.extensions else None
        if keeper:
            answers = sum(sum(outcomes.values()) for outcomes in keeper.services().values())
            seconds = time.monotonic() - started
            watch(Progress(keeper.outcomes(), keeper.waiting(), seconds, answers, _hosts_at_work(crawler)))


def _hosts_at_work(crawler: Crawler) -> int:
    slot = crawler.engine._slot if crawler.engine else None  # noqa: SLF001 - there is no public way to the scheduler
    return slot.scheduler.hosts if slot and isinstance(slot.scheduler, FrontierScheduler) else 0
