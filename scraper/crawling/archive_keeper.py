"""One archive a crawl: opened before its first request, closed after its last item."""

import logging
from collections.abc import Mapping
from typing import Any, Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.utils.defer import deferred_from_coro
from twisted.python.failure import Failure

from scraper.archive import Archive, open_archive
from scraper.archive.stamps import now
from scraper.exceptions import ArchiveError
from scraper.items import Visit

logger = logging.getLogger(__name__)

STAT = "outcomes/"
"""Prefix of the crawl's statistics that count visits by outcome."""


class ArchiveKeeper:
    """Holds the archive that scheduler, spider and pipelines share, and the row of this harvest in it.

    An archive that cannot be written any more ends the crawl: fetching what cannot be kept helps nobody.
    """

    def __init__(self, crawler: Crawler, archive: Archive) -> None:
        self.archive = archive
        self.error: ArchiveError | None = None
        self._crawler = crawler
        self._is_closed = False
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
        crawler.signals.connect(keeper.spider_closed, signal=signals.spider_closed)
        return keeper

    def waiting(self) -> int:
        """Count the addresses of this harvest that are not visited yet; 0 after its end."""
        return 0 if self._is_closed else self.archive.urls.waiting(self.harvest)

    def outcomes(self) -> dict[str, int]:
        """Count the visits so far by outcome."""
        stats: Mapping[str, Any] = self._crawler.stats.get_stats() if self._crawler.stats else {}
        return {key.removeprefix(STAT): count for key, count in stats.items() if key.startswith(STAT)}

    def record(self, visit: Visit) -> None:
        """Write a visit and count how it ended."""
        outcome = self.archive.record(visit, self.harvest)
        if self._crawler.stats:
            self._crawler.stats.inc_value(f"{STAT}{outcome}")

    def item_error(self, failure: Failure) -> None:
        """End the crawl if a step of the pipelines could not write the archive."""
        if isinstance(failure.value, ArchiveError):
            self.stop(failure.value)

    def stop(self, error: ArchiveError) -> None:
        """Remember what went wrong with the archive and end the crawl."""
        if self.error is None and self._crawler.engine:
            self.error = error
            deferred_from_coro(self._crawler.engine.close_spider_async(reason="archive_error"))

    def spider_closed(self, spider: Spider, reason: str) -> None:  # noqa: ARG002 - the names are Scrapy's
        """Give back what was leased and not visited, and write how the harvest ended."""
        try:
            with self.archive.transaction():
                self.archive.urls.release(self.harvest)
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
        raise ArchiveError("the crawl has no archive: EXTENSIONS has to name scraper.crawling.archive_keeper")
    return keeper
