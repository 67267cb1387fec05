"""The frontier as Scrapy's scheduler: addresses are leased from the archive, and only a window of them is in memory."""

from collections import deque
from collections.abc import Callable
from typing import Self

from scrapy import Request, Spider
from scrapy.core.scheduler import BaseScheduler
from scrapy.crawler import Crawler

from scraper import urls as addresses
from scraper.archive.stamps import now
from scraper.crawling.archive_keeper import ArchiveKeeper, keeper_of
from scraper.exceptions import ArchiveError
from scraper.items import Outcome, Visit

WINDOW = 64
"""How many addresses are leased at once: what a `kill -9` visits again at most."""

FOUND_ON = "found_on"
"""The key in a request's meta that sends its address into the frontier, with where it was found as the value."""


class FrontierScheduler(BaseScheduler):
    """Requests that carry `FOUND_ON` become rows of ``urls``; all others, such as retries, wait in memory."""

    def __init__(self, keeper: ArchiveKeeper) -> None:
        self._keeper = keeper
        self._urls = keeper.archive.urls
        self._found: list[Request] = []
        self._window: deque[Request] = deque()
        self._again: deque[Request] = deque()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Use the archive of the crawl."""
        return cls(keeper_of(crawler))

    def open(self, spider: Spider) -> None:
        """Remember whose callbacks the leased requests are for: those of ``spiders.base.ArticleSpider``."""
        self._visit_request: Callable[[str, int], Request] = spider.visit_request  # type: ignore[attr-defined]

    def has_pending_requests(self) -> bool:
        """Tell if anything waits in memory or in the frontier."""
        if self._again or self._window or self._found:
            return True
        return self._keeper.error is None and self._urls.waiting(self._keeper.harvest) > 0

    def enqueue_request(self, request: Request) -> bool:
        """Take a request; False if it leads to a page that this harvest has visited already."""
        if FOUND_ON in request.meta and "lease" not in request.meta:
            self._found.append(request)
            return True
        if "redirect_urls" in request.meta and self._is_visited(request):
            return False
        self._again.append(request)
        return True

    def next_request(self) -> Request | None:
        """Give what waits in memory first, then lease from the frontier."""
        if self._again:
            return self._again.popleft()
        try:
            self._write_found()
            if not self._window:
                self._lease()
        except ArchiveError as error:
            self._keeper.stop(error)
            return None
        return self._window.popleft() if self._window else None

    def _write_found(self) -> None:
        if not self._found:
            return
        found, self._found = self._found, []
        with self._keeper.archive.transaction():
            for request in found:
                place = request.meta[FOUND_ON]
                self._urls.queue([request.url], harvest=self._keeper.harvest, found_on=place, at=now())

    def _lease(self) -> None:
        with self._keeper.archive.transaction():
            leases = self._urls.lease(self._keeper.harvest, WINDOW)
        self._window.extend(self._visit_request(lease.url, lease.id) for lease in leases)

    def _is_visited(self, request: Request) -> bool:
        """Close the row of a redirect onto a page that was visited in this harvest: Scrapy would tell nobody."""
        target = self._urls.get(addresses.clean(request.url))
        if target is None or target["state"] != "done" or target["harvest"] != self._keeper.harvest:
            return False
        visit = Visit(url=request.meta["address"], visited_at=now(), duplicate_of=target["article"])
        visit.end(Outcome.DUPLICATE if target["article"] else Outcome(target["outcome"]), f"redirects to {request.url}")
        self._keeper.record(visit)
        return True
