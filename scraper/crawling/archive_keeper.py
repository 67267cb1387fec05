"""One archive a crawl: opened before its first request, closed after its last item."""

import logging
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.utils.asyncio import CallLaterResult, call_later
from scrapy.utils.defer import deferred_from_coro
from twisted.python.failure import Failure

from scraper.archive import Archive, open_archive
from scraper.archive.recounts import Recount
from scraper.archive.stamps import exactly_now, now
from scraper.archive.urls import Lease
from scraper.archive.visitors import Occupant
from scraper.crawling.budgets import Budgets
from scraper.exceptions import ArchiveError
from scraper.items import Found, Outcome, Visit

logger = logging.getLogger(__name__)

STAT = "outcomes/"
"""Prefix of the crawl's statistics that count visits by outcome."""

SERVICES = "services/"
"""The same for visits to services that were asked for counters; the name of the service follows."""


COUNTING = 5.0
"""Seconds between two counts of what waits: a million index entries are not read twice a second."""


LONGEST, MOST = 0.1, 12
"""Seconds and visits that a transaction lasts at most: a killed crawl visits again what was not committed. The commits
of a busy crawl take a twentieth of its time so; with ten times as many visits they would take hardly less."""


class ArchiveKeeper:
    """Holds the archive that scheduler, spider and pipelines share, and the row of this harvest in it.

    An archive that cannot be written any more ends the crawl: fetching what cannot be kept helps nobody.
    """

    def __init__(self, crawler: Crawler, archive: Archive) -> None:
        self.archive = archive
        self.error: ArchiveError | None = None
        self._crawler = crawler
        self._is_closed = False
        self._others: tuple[int, ...] = ()
        self._waiting, self._counted_at = 0, 0.0
        self._written: list[str] = []
        self.budgets = Budgets.from_settings(crawler.settings)
        """What the crawl has spent on what was found on the way."""
        self._alarm: CallLaterResult | None = None
        self.before_end: list[Callable[[], None]] = []
        """What else is written in the transaction with which the harvest ends."""
        self.rested: list[tuple[str, str, str]] = []
        """After the end: the hosts that rest, until when, and why, if addresses still wait."""
        self.queued = 0
        """Grows whenever addresses are queued, so that who waits for some can look again."""
        with archive.transaction():
            self.harvest = archive.harvests.start(crawler.spidercls.name, now())

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Open the archive that the settings name."""
        settings = crawler.settings
        archive = open_archive(
            settings["ARCHIVE_FOLDER"], create=True, busy_timeout=settings.getfloat("ARCHIVE_BUSY_TIMEOUT")
        )
        keeper = cls(crawler, archive)
        crawler.signals.connect(keeper.item_error, signal=signals.item_error)
        crawler.signals.connect(keeper.item_dropped, signal=signals.item_dropped)
        crawler.signals.connect(keeper.spider_error, signal=signals.spider_error)
        crawler.signals.connect(keeper.spider_closed, signal=signals.spider_closed)
        return keeper

    def waiting(self) -> int:
        """Give how many addresses are still to be visited, in memory or not, counted some seconds ago at most."""
        if not self._is_closed and time.monotonic() - self._counted_at > COUNTING:
            urls = self.archive.urls
            self._waiting = urls.waiting(self._frontiers) + urls.under_way(self.harvest)
            self._counted_at = time.monotonic()
        return self._waiting

    @property
    def _frontiers(self) -> tuple[int, ...]:
        return (self.harvest, *self._others)

    def take_over(self) -> None:
        """Serve what crawls that are not at work any more have left, leased or queued, beside this harvest's own."""
        with self.archive.transaction():
            dead = [harvest for harvest in self.archive.harvests.unfinished() if harvest != self.harvest]
            for harvest in dead:
                self.archive.urls.release(harvest)
        self._others = tuple(dead)
        self.queued += 1

    def adopt(self, sources: Sequence[int]) -> None:
        """Take what crawls that are not at work any more have left of some sources for this harvest."""
        with self.archive.transaction():
            for dead in self.archive.harvests.unfinished():
                if dead != self.harvest:
                    self.archive.urls.adopt(self.harvest, dead, sources)
        self.queued += 1

    def queue(self, found: Sequence[Found], found_on: str, *, again: bool = False) -> int:
        """Send addresses into the frontier; give how many are new to it. ``again`` as in `Urls.queue`."""
        with self.archive.transaction():
            fresh = self.archive.urls.queue(found, harvest=self.harvest, found_on=found_on, at=now(), again=again)
        self.queued += 1
        return fresh

    def begin_source(self, source: int) -> int:
        """Note that a source is harvested now, and queue its pages whose next visit has come; give how many."""
        with self.archive.transaction():
            self.archive.sources.harvested(source, now())
            count = self.archive.urls.queue_due(self.harvest, now(), source)
        self.queued += 1
        return count

    def revisit(self, source: int) -> int:
        """Queue the pages of a source whose next visit has come; give how many."""
        with self.archive.transaction():
            count = self.archive.urls.queue_due(self.harvest, now(), source)
        self.queued += 1
        return count

    def recount(self, recount: Recount) -> int:
        """Send archived articles into the frontier once more; give how many."""
        with self.archive.transaction():
            count = self.archive.recounts.queue(recount, self.harvest, now())
        self.queued += 1
        return count

    def waiting_hosts(self, after: str, limit: int) -> list[str]:
        """Give hosts with addresses that wait, in the order of their names."""
        return self.archive.urls.waiting_hosts(self._frontiers, after, limit)

    def lease(self, hosts: Iterable[str], each: int) -> list[Lease]:
        """Take addresses of some hosts, so many of each."""
        with self.archive.transaction():
            urls = self.archive.urls
            return [lease for host in hosts for lease in urls.lease(self.harvest, host, each, self._others)]

    def enter(self, host: str, delay: float) -> float | Occupant:
        """Enter a host, as `Visitors.enter` has it."""
        with self.archive.transaction():
            return self.archive.visitors.enter(host, exactly_now(), delay)

    def note_delay(self, host: str, delay: float) -> None:
        """Remember the Crawl-delay of a host for the crawl that comes next, if this one is killed."""
        with self.archive.transaction():
            self.archive.visitors.note_delay(host, delay)

    def resting(self) -> list[tuple[str, float, str]]:
        """Give the hosts that earlier crawls have set aside, each with the seconds still to rest and the reason."""
        at, rows = now(), self.archive.hosts.resting(now())
        until = ((row, datetime.fromisoformat(row["resting_until"])) for row in rows)
        return [(row["host"], (moment - at).total_seconds(), row["reason"]) for row, moment in until]

    def give_back(self, leases: Iterable[int]) -> None:
        """Put leased addresses back."""
        with self.archive.transaction():
            self.archive.urls.release(self.harvest, leases)

    def set_aside(self, host: str, until: datetime, reason: str, leases: Iterable[int]) -> None:
        """Put leased addresses back and remember that their host is to be left alone until a moment."""
        with self.archive.transaction():
            self.archive.urls.release(self.harvest, leases)
            self.archive.hosts.rest(host, until, reason)

    def outcomes(self) -> dict[str, int]:
        """Count the visits so far by outcome."""
        stats: Mapping[str, Any] = self._crawler.stats.get_stats() if self._crawler.stats else {}
        return {key.removeprefix(STAT): count for key, count in stats.items() if key.startswith(STAT)}

    def services(self) -> dict[str, dict[str, int]]:
        """Count the answers of services so far by service and outcome."""
        stats: Mapping[str, Any] = self._crawler.stats.get_stats() if self._crawler.stats else {}
        found: dict[str, dict[str, int]] = {}
        for key, count in stats.items():
            if key.startswith(SERVICES):
                name, outcome = key.removeprefix(SERVICES).split("/")
                found.setdefault(name, {})[outcome] = count
        return found

    def record(self, visit: Visit) -> None:
        """Write a visit, in one transaction with those that end at about the same time."""
        if not self.archive.transactions.is_open:
            self.archive.transactions.begin()
            self._alarm = call_later(LONGEST, self.commit)
        outcome = self.archive.record(visit, self.harvest)
        self.budgets.note(visit.url, outcome)
        self._written.append(f"{SERVICES}{visit.service}/{outcome}" if visit.service else f"{STAT}{outcome}")
        self.queued += bool(visit.questions)
        if len(self._written) >= MOST:
            self.commit()

    def commit(self) -> None:
        """Make durable what was written, and count how the visits ended."""
        if self._alarm:
            self._alarm.cancel()
        self._alarm, written, self._written = None, self._written, []
        try:
            if self.archive.transactions.is_open:
                self.archive.transactions.commit()
        except ArchiveError as error:
            self.stop(error)
            return
        for stat in written if self._crawler.stats else ():
            self._crawler.stats.inc_value(stat)

    def item_error(self, item: Any, failure: Failure) -> None:
        """End the crawl if a step of the pipelines could not write the archive; else close the row all the same."""
        if isinstance(failure.value, ArchiveError):
            self.stop(failure.value)
        elif isinstance(item, Visit):
            self._close(item.url, Outcome.PARSE_ERROR, f"{type(failure.value).__name__}: {failure.value}")

    def item_dropped(self, item: Any, exception: BaseException) -> None:
        """Close the row of a visit that a step of the pipelines has dropped."""
        if isinstance(item, Visit):
            self._close(item.url, Outcome.NOT_ARTICLE, f"dropped: {exception}")

    def spider_error(self, failure: Failure, response: Response | Failure | None) -> None:
        """Close the row of a page on which the spider itself failed."""
        meta = getattr(response, "meta", None) or getattr(getattr(response, "request", None), "meta", {})
        if "address" in meta:
            self._close(meta["address"], Outcome.PARSE_ERROR, f"{type(failure.value).__name__}: {failure.value}")

    def _close(self, url: str, outcome: Outcome, reason: str) -> None:
        visit = Visit(url=url, visited_at=now())
        visit.end(outcome, reason[:200])
        try:
            self.record(visit)
        except ArchiveError as error:
            self.stop(error)

    def stop(self, error: ArchiveError) -> None:
        """Remember what went wrong with the archive and end the crawl."""
        if self.error is None and self._crawler.engine:
            self.error = error
            deferred_from_coro(self._crawler.engine.close_spider_async(reason="archive_error"))

    def spider_closed(self, spider: Spider, reason: str) -> None:  # noqa: ARG002 - the names are Scrapy's
        """End with the spider."""
        self.end(reason)

    def end(self, reason: str) -> None:
        """Give back what was leased and not visited, and write how the harvest ended; only once."""
        if self._is_closed:
            return
        self.commit()
        try:
            with self.archive.transaction():
                self.archive.urls.release(self.harvest)
                for write in self.before_end:
                    write()
                self._waiting = self.archive.urls.waiting(self._frontiers)
                rows = self.archive.hosts.resting(now()) if self._waiting else []
                self.rested = [(row["host"], row["resting_until"], row["reason"]) for row in rows]
                self.archive.harvests.finish(self.harvest, now(), reason, self.outcomes())
        except ArchiveError as error:
            self.error = self.error or error
            logger.warning("The end of the harvest could not be written: %s", error)
        self._is_closed = True
        self.archive.close()


def keeper_of(crawler: Crawler) -> ArchiveKeeper:
    """Give the keeper of a crawl. Raises ArchiveError if the settings have removed it."""
    keeper = crawler.get_extension(ArchiveKeeper)
    if keeper is None:
        raise ArchiveError("the crawl has no archive: EXTENSIONS_BASE has to name scraper.crawling.archive_keeper")
    return keeper
