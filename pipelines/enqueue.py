"""Step 4: what a listing names goes into the frontier, before the listing itself is closed."""

import asyncio
import time
from collections.abc import Iterator
from itertools import islice
from typing import Self

from scrapy.crawler import Crawler

from scraper.crawling.archive_keeper import ArchiveKeeper, keeper_of
from scraper.items import Found, Visit

PORTION = 50
"""Addresses that are read, and queued if they are wanted, in one go: milliseconds in which nothing else happens."""

PATIENCE = 0.01
"""Seconds after which a portion ends that has fewer: where there is hardly an address in a megabyte of a list."""


class EnqueuePipeline:
    """Queues what was found portion by portion, while pages are fetched and stored in between.

    A crawl that is killed meanwhile reads the listing once more; what is queued already is passed over then.
    """

    def __init__(self, keeper: ArchiveKeeper) -> None:
        self._keeper = keeper

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Use the archive of the crawl."""
        return cls(keeper_of(crawler))

    async def process_item(self, item: Visit) -> Visit:
        """Queue what was found."""
        found = iter(item.found)
        while portion := list(_portion(found)):
            if wanted := [one for one in portion if one]:
                self._keeper.queue(wanted, item.url)
            await asyncio.sleep(0)
        item.found = ()
        return item


def _portion(found: Iterator[Found | None]) -> Iterator[Found | None]:
    until = time.monotonic() + PATIENCE
    for one in islice(found, PORTION):
        yield one
        if time.monotonic() > until:
            return
