"""What a site says in files of its own about mining its pages, asked for once a day and as politely as robots.txt."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Self

from protego import Protego
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached

from scraper import urls as addresses
from scraper.archive import Archive
from scraper.archive.stamps import now, stamp
from scraper.archive.tables import Row
from scraper.crawling.archive_keeper import ArchiveKeeper
from scraper.crawling.hosts import Hosts
from scraper.crawling.manners import hosts_of
from scraper.crawling.site_files import LARGEST, site_file
from scraper.extraction.reservations import AGENT, Reservation, TdmRule, of_file, read_tdmrep

SITE_SAYS = "site_says"
"""The key in a request's meta of what the site says about its address."""

MOST = 5000
"""Sites that are kept in memory."""

FRESH = timedelta(days=1)
"""For how long a file is believed that was read, or that was not there."""

OK, NOT_MODIFIED, TOO_MANY, SERVER_ERRORS = 200, 304, 429, 500


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

    def __init__(self, crawler: Crawler, hosts: Hosts, archive: Archive | None = None) -> None:
        if not crawler.settings.getbool("RESERVATION_FILES"):
            raise NotConfigured
        self._crawler = crawler
        self._hosts = hosts
        self._archive = archive
        self._known: dict[str, asyncio.Task[SiteSignals]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Use the hosts of the crawl, and its archive, if it has one, to remember what was said."""
        keeper = crawler.get_extension(ArchiveKeeper)
        return cls(crawler, hosts_of(crawler), keeper.archive if keeper else None)

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
        tdmrep = await self._content(f"{site}/.well-known/tdmrep.json")
        ai_txt = await self._content(f"{site}/ai.txt")
        is_text = ai_txt.strip() and not ai_txt.lstrip().startswith(b"<")
        return SiteSignals(
            tuple(read_tdmrep(tdmrep)), Protego.parse(ai_txt.decode("utf-8-sig", "replace")) if is_text else None
        )

    async def _content(self, url: str) -> bytes:
        """Give a file, asked or remembered; nothing where there is none, for whatever reason."""
        known = self._archive.site_files.get(url) if self._archive else None
        if known and known["asked_at"] > (stamp(now() - FRESH) or ""):
            return known["content"] or b""
        try:
            response = await site_file(self._crawler, self._hosts, url, headers=_conditions(known))
        except Exception:  # noqa: BLE001 - whatever goes wrong with a file that few sites have, the page is asked for
            response = None
        finally:
            await asyncio.sleep(self._hosts.owed(addresses.host(url)))
        return self._learned(url, response, known) or b""

    def _learned(self, url: str, response: Response | None, known: Row | None) -> bytes | None:
        """Remember an answer, and give what it says; what was said before where there is none."""
        if response is None or response.status == TOO_MANY or response.status >= SERVER_ERRORS:
            return known["content"] if known else None
        is_same = response.status == NOT_MODIFIED and known is not None
        content = response.body[:LARGEST] if response.status == OK else None
        if self._archive:
            with self._archive.transaction():
                if is_same:
                    self._archive.site_files.seen_again(url, now())
                else:
                    self._archive.site_files.keep(url, now(), content, _validators(response))
        return known["content"] if known and is_same else content


def _validators(response: Response) -> dict[str, str | None]:
    sent = {"etag": response.headers.get("ETag"), "last_modified": response.headers.get("Last-Modified")}
    return {name: value.decode("latin-1") if value else None for name, value in sent.items()}


def _conditions(known: Row | None) -> dict[str, str]:
    """Give the headers that ask for a file only if it has changed."""
    asked = {"If-None-Match": known["etag"], "If-Modified-Since": known["last_modified"]} if known else {}
    return {name: value for name, value in asked.items() if value}
