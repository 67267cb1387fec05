"""robots.txt as RFC 9309 has it: obeyed by every request, fetched once a host, and what is unreachable forbids all."""

import asyncio
import math
import time
from dataclasses import dataclass
from typing import Self

from protego import Protego
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadCancelledError, IgnoreRequest, NotConfigured
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached

from scraper import urls as addresses
from scraper.crawling.elsewhere import HostOccupied
from scraper.crawling.hosts import GLANCE, Hosts
from scraper.crawling.manners import TOO_MANY, hosts_of
from scraper.crawling.site_files import LARGEST, site_file

FRESH = 24 * 3600.0
"""Seconds for which a robots.txt is believed."""

MOST = 5000
"""How many are kept in memory."""

PARTIAL = 206
REFUSALS = range(400, 500)
FAILURES = range(500, 1000)


class RobotsForbid(IgnoreRequest):
    """robots.txt forbids the address."""


class RobotsUnreachable(IgnoreRequest):
    """robots.txt could not be fetched, so that nothing may be; its cause is what went wrong, if that was no answer."""


@dataclass(frozen=True, slots=True)
class _Rules:
    parser: Protego | None
    """None if the host has no robots.txt: everything is allowed."""

    until: float


class RobotsMiddleware:
    """Replaces Scrapy's, which lets the third and later request through that wait for the same robots.txt."""

    def __init__(self, crawler: Crawler, hosts: Hosts) -> None:
        if not crawler.settings.getbool("ROBOTSTXT_OBEY"):
            raise NotConfigured
        self._crawler = crawler
        self._hosts = hosts
        self._agent: str = crawler.settings["ROBOTSTXT_USER_AGENT"]
        self._known: dict[str, _Rules] = {}
        self._fetching: dict[str, asyncio.Task[_Rules]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Use the hosts of the crawl."""
        return cls(crawler, hosts_of(crawler))

    async def process_request(self, request: Request) -> None:
        """Raise RobotsForbid for what robots.txt forbids, RobotsUnreachable if it cannot be read."""
        if request.meta.get("dont_obey_robotstxt"):
            return
        rules = await self._rules(request)
        if rules.parser and not rules.parser.can_fetch(request.url, self._agent):
            raise RobotsForbid("robots.txt forbids it")

    async def _rules(self, request: Request) -> _Rules:
        parts = urlparse_cached(request)
        site = f"{parts.scheme}://{parts.netloc}"
        known = self._known.get(site)
        if known and known.until > time.monotonic():
            return known
        if site not in self._fetching:
            task = asyncio.ensure_future(self._fetch(site))
            self._fetching[site] = task
            task.add_done_callback(lambda _: self._fetching.pop(site, None))
        return await asyncio.shield(self._fetching[site])

    async def _fetch(self, site: str) -> _Rules:
        try:
            rules = self._read(site, await site_file(self._crawler, self._hosts, f"{site}/robots.txt", is_free=True))
        except RobotsUnreachable:
            raise
        except HostOccupied as error:
            raise RobotsUnreachable(f"robots.txt cannot be asked for: {error}") from error
        except DownloadCancelledError:
            raise RobotsUnreachable("robots.txt is too large to be read, so nothing may be fetched") from None
        except IgnoreRequest:  # it redirects in a circle or to where nothing may be fetched: as if there were none
            rules = self._keep(site, None)
        except Exception as error:
            raise RobotsUnreachable("robots.txt cannot be fetched") from error
        # Scrapy counts its delay from when the last request began, this project from when it ended
        host = addresses.host(site)
        await asyncio.sleep(self._hosts.owed(host))
        while self._hosts.is_held(host):
            await asyncio.sleep(GLANCE)
            await asyncio.sleep(self._hosts.owed(host))
        return rules

    def _read(self, site: str, response: Response) -> _Rules:
        if response.status == TOO_MANY or response.status in FAILURES:
            raise RobotsUnreachable(f"robots.txt cannot be read (HTTP {response.status}), so nothing may be fetched")
        if response.status == PARTIAL:
            raise RobotsUnreachable("only a part of robots.txt is given (HTTP 206), so nothing may be fetched")
        if response.status != 200:  # noqa: PLR2004 - every other answer says that there is none
            return self._keep(site, None)
        parser = Protego.parse(response.body[:LARGEST].decode("utf-8-sig", "replace"))
        self._slow_down(addresses.host(site), parser.crawl_delay(self._agent))
        return self._keep(site, parser)

    def _slow_down(self, host: str, delay: float | None) -> None:
        """Apply Crawl-delay to the scheduler's turns and to the downloader, which sends redirects' robots.txt too."""
        if delay is None or not math.isfinite(delay) or delay <= 0:
            return
        self._hosts.slow_down(host, delay)
        self._hosts.elsewhere.note_delay(host, delay)
        engine = self._crawler.engine
        if engine and host in engine.downloader.slots:
            slot = engine.downloader.slots[host]
            slot.delay = max(slot.delay, min(delay, self._hosts.rules.patience))

    def _keep(self, site: str, parser: Protego | None) -> _Rules:
        if len(self._known) >= MOST:
            del self._known[next(iter(self._known))]
        self._known[site] = rules = _Rules(parser, time.monotonic() + FRESH)
        return rules
