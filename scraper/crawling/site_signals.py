"""What a site says in files of its own about mining its pages, asked for once a crawl and as politely as robots.txt."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from protego import Protego
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.utils.httpobj import urlparse_cached

from scraper import urls as addresses
from scraper.crawling.hosts import Hosts
from scraper.crawling.manners import hosts_of
from scraper.crawling.site_files import LARGEST, site_file
from scraper.extraction.reservations import AGENT, Reservation, TdmRule, of_file, read_tdmrep

SITE_SAYS = "site_says"
"""The key in a request's meta of what the site says about its address."""

MOST = 5000
"""Sites that are kept in memory."""

OK = 200


@dataclass(frozen=True, slots=True)
class SiteSignals:
    """The files of a site."""

    tdmrep: Sequence[TdmRule] = ()
    ai_txt: Protego | None = None

    def of(self, url: str) -> list[Reservation]:
        """Give what they say about an address."""
        said = [of_file(self.tdmrep, url)]
        if self.ai_txt and not self.ai_txt.can_fetch(url, AGENT):
            said.append(Reservation("file", words={"disallow": "ai.txt"}))
        return said


class SiteSignalsMiddleware:
    """Notes with each request for a page what the site says about it."""

    def __init__(self, crawler: Crawler, hosts: Hosts) -> None:
        if not crawler.settings.getbool("RESERVATION_FILES"):
            raise NotConfigured
        self._crawler = crawler
        self._hosts = hosts
        self._known: dict[str, asyncio.Task[SiteSignals]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Use the hosts of the crawl."""
        return cls(crawler, hosts_of(crawler))

    async def process_request(self, request: Request) -> None:
        """Ask the site first, if nobody has."""
        if request.meta.get("kind") != "page":
            return
        parts = urlparse_cached(request)
        signals = await asyncio.shield(self._asked(f"{parts.scheme}://{parts.netloc}"))
        request.meta[SITE_SAYS] = signals.of(request.url)

    def _asked(self, site: str) -> asyncio.Task[SiteSignals]:
        if site not in self._known:
            if len(self._known) >= MOST:
                del self._known[next(iter(self._known))]
            self._known[site] = asyncio.ensure_future(self._ask(site))
        return self._known[site]

    async def _ask(self, site: str) -> SiteSignals:
        tdmrep = await self._content(site, "/.well-known/tdmrep.json")
        ai_txt = await self._content(site, "/ai.txt")
        is_text = ai_txt.strip() and not ai_txt.lstrip().startswith(b"<")
        return SiteSignals(
            tuple(read_tdmrep(tdmrep)), Protego.parse(ai_txt.decode("utf-8-sig", "replace")) if is_text else None
        )

    async def _content(self, site: str, path: str) -> bytes:
        """Give a file; nothing where there is none, for whatever reason."""
        try:
            response = await site_file(self._crawler, site, path)
        except Exception:  # noqa: BLE001 - whatever goes wrong with a file that few sites have, the page is asked for
            return b""
        finally:
            await asyncio.sleep(self._hosts.owed(addresses.host(site)))
        return response.body[:LARGEST] if response.status == OK else b""
