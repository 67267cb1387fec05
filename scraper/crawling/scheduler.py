"""The frontier as Scrapy's scheduler: addresses are leased from the archive, and only a window of them is in memory."""

import asyncio
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Self

from scrapy import Request, Spider
from scrapy.core.scheduler import BaseScheduler
from scrapy.crawler import Crawler
from scrapy.utils.asyncio import CallLaterResult, call_later

from scraper import urls as addresses
from scraper.archive.stamps import exactly_now, now
from scraper.archive.urls import Lease
from scraper.crawling.archive_keeper import ArchiveKeeper, keeper_of
from scraper.crawling.hosts import Hosts
from scraper.crawling.launching import MANY
from scraper.crawling.manners import hosts_of
from scraper.crawling.neighbours import mind_neighbours
from scraper.crawling.readers import readers_of
from scraper.crawling.turns import TURN, Turns
from scraper.crawling.window import Window
from scraper.exceptions import ArchiveError
from scraper.items import Outcome, Visit

DAY = 24 * 3600.0
GLANCE = 0.02
"""Seconds after which it is looked at again whether the readers have caught up."""

MOST_REFUSED = 20
"""Windows of addresses beyond their budget that are ended in one go."""


class FrontierScheduler(BaseScheduler):
    """Leases addresses host by host, so that a slow host fills neither the window nor the downloader.

    Redirects and retries wait in memory, each behind its host's pause. What is in memory when the crawl is killed is
    leased in the archive, and the next crawl visits it.
    """

    def __init__(self, crawler: Crawler, keeper: ArchiveKeeper, hosts: Hosts) -> None:
        self._crawler = crawler
        self._keeper = keeper
        self._hosts = hosts
        self._readers = readers_of(crawler)
        self._turns = Turns()
        self._window = Window(keeper, hosts, size=2 * crawler.settings.getint("CONCURRENT_REQUESTS"))
        self._alarm: CallLaterResult | None = None
        self._preparing: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Use the archive of the crawl."""
        keeper, hosts = keeper_of(crawler), hosts_of(crawler)
        mind_neighbours(hosts, keeper)
        return cls(crawler, keeper, hosts)

    @property
    def hosts(self) -> int:
        """Give how many hosts have something in memory or on its way."""
        return len(self._turns)

    def open(self, spider: Spider) -> None:
        """Remember whose callbacks the requests are for, ``spiders.base.ArticleSpider``'s, and which hosts rest."""
        for host, seconds, reason in self._keeper.resting():
            self._hosts.set_aside(host, seconds, reason)
        self._visit_request: Callable[[Lease], Request] = spider.visit_request  # type: ignore[attr-defined]

    def close(self, reason: str) -> None:  # noqa: ARG002 - Scrapy's signature
        """Wake nobody any more."""
        if self._alarm:
            self._alarm.cancel()

    def has_pending_requests(self) -> bool:
        """Tell if anything waits in memory or in the frontier that this crawl can still visit."""
        if self._keeper.error:
            return False
        return bool(self._turns) or self._window.may_have_more()

    def enqueue_request(self, request: Request) -> bool:
        """Take a redirect or a retry; False if it leads to a page that this harvest has visited already."""
        if request.meta.get("redirect_urls") and self._is_visited(request):
            return False
        host = addresses.host(request.url)
        request.meta.pop("download_slot", None)  # a redirect brings along the slot of the host it comes from
        if not self._hosts.is_ours(host):
            self._end_elsewhere(request, host)
            return False
        if self._hosts.is_set_aside(host):
            self._give_back([request], host)
        else:
            self._turns.add(host, request, self._hosts.ready_at(host), first=True)
        return True

    def next_request(self) -> Request | None:
        """Give the request of a host that is ready, and lease more when none in memory is."""
        self._end_turns()
        if self._readers.are_behind():
            self._wake(self._hosts.clock() + GLANCE)
            return None
        try:
            request = self._take() or self._after_leasing()
        except ArchiveError as error:
            self._keeper.stop(error)
            return None
        if request is None:
            self._set_alarm()
            return None
        request.meta["download_slot"] = request.meta[TURN]
        return request

    def _after_leasing(self) -> Request | None:
        for _ in range(MOST_REFUSED):
            leases = self._window.lease(self._turns)
            self._prepare_readers()
            welcome = [lease for lease in leases if not self._is_refused(lease)]
            for lease in welcome:
                self._turns.add(lease.host, self._visit_request(lease), self._hosts.ready_at(lease.host))
            for host in {lease.host for lease in leases if lease.host not in self._turns}:
                self._rest_if_used_up(host)
            if welcome or not leases:
                break
        return self._take()

    def _take(self) -> Request | None:
        """Give the next request of a host that is ready; what a host owes may have grown since it got its turn."""
        while request := self._turns.take(self._hosts.clock()):
            host = request.meta[TURN]
            ready_at = self._hosts.ready_at(host)
            if ready_at <= self._hosts.clock():
                return request
            if self._hosts.is_set_aside(host):
                self._give_back([request, *self._turns.drop(host)], host)
            else:
                self._turns.add(host, request, ready_at, first=True)
                self._turns.rest(host, ready_at)
        return None

    def _prepare_readers(self) -> None:
        """Have pages read beside this process from the beginning on where many follow each other without a pause."""
        if self._preparing is None and not self._hosts.rules.delay and self._keeper.waiting() >= MANY:
            self._preparing = asyncio.ensure_future(self._readers.prepare())

    def _rest_if_used_up(self, host: str) -> None:
        """Let a host rest that has had all that it gets, once nothing of it is in memory any more."""
        budgets = self._keeper.budgets
        if budgets.is_spent(host):
            reason = f"{budgets.of_host} pages that were found on the way are all that it gets at once (HOST_BUDGET)"
            self._hosts.set_aside(host, DAY, reason)
            self._keeper.set_aside(host, now() + timedelta(seconds=DAY), reason, ())

    def _is_refused(self, lease: Lease) -> bool:
        """Tell if an address is beyond its budget: that of its host lets it wait, that of its pattern ends it."""
        budgets = self._keeper.budgets
        if budgets.is_used_up(lease):
            self._keeper.give_back([lease.id])
            return True
        trap = budgets.trap(lease)
        if trap:
            visit = Visit(url=lease.url, visited_at=now())
            visit.end(Outcome.TRAP, trap)
            self._keeper.record(visit)
            return True
        budgets.spend(lease)
        return False

    def _end_turns(self) -> None:
        engine = self._crawler.engine
        active = engine.downloader.active if engine else ()
        for host in self._turns.ended({request.meta.get(TURN, "") for request in active}):
            if self._hosts.is_set_aside(host):
                self._give_back(self._turns.drop(host), host)
            else:
                self._turns.rest(host, self._hosts.ready_at(host))
            self._window.reopen()

    def _give_back(self, requests: Iterable[Request], host: str) -> None:
        """Put the addresses of a host that rests for long back into the archive, and remember until when."""
        until = exactly_now() + timedelta(seconds=self._hosts.ready_at(host) - self._hosts.clock())
        leases = [request.meta["lease"] for request in requests]
        self._keeper.set_aside(host, until, self._hosts.reason(host), leases)

    def _end_elsewhere(self, request: Request, host: str) -> None:
        """Close the row of an address that leads where another crawl is at this moment; it is visited again."""
        visit = Visit(url=request.meta["address"], visited_at=now())
        visit.end(Outcome.UNREACHABLE, f"it redirects to {host}, where {self._hosts.elsewhere.who_is_at(host)} is")
        self._keeper.record(visit)

    def _set_alarm(self) -> None:
        """Wake the engine when the next host is ready; by itself it looks only every five seconds."""
        moment = self._turns.next_moment()
        if moment is None and self._window.may_have_more():
            moment = self._hosts.clock()  # a trap may have filled more windows than are ended in one go
        self._wake(moment)

    def _wake(self, moment: float | None) -> None:
        if self._alarm:
            self._alarm.cancel()
            self._alarm = None
        engine = self._crawler.engine
        if moment is not None and engine and engine._slot:  # noqa: SLF001 - there is no public way to wake it
            delay = max(moment - self._hosts.clock(), 0.001)
            self._alarm = call_later(delay, engine._slot.nextcall.schedule)  # noqa: SLF001

    def _is_visited(self, request: Request) -> bool:
        """Close the row of a redirect onto a page that was visited in this harvest: Scrapy would tell nobody."""
        target = self._keeper.archive.urls.get(addresses.clean(request.url))
        if target is None or target["state"] != "done" or target["harvest"] != self._keeper.harvest:
            return False
        visit = Visit(url=request.meta["address"], visited_at=now(), duplicate_of=target["article"])
        visit.end(Outcome.DUPLICATE if target["article"] else Outcome(target["outcome"]), f"redirects to {request.url}")
        self._keeper.record(visit)
        return True
