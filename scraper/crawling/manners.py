"""A host's answers decide when it is asked again: Retry-After, failures, latency, Crawl-delay."""

import asyncio
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadCancelledError, IgnoreRequest
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached

from scraper import urls as addresses
from scraper.crawling.elsewhere import Elsewhere
from scraper.crawling.hosts import Hosts, Rules
from scraper.crawling.private_addresses import PublicResolver
from scraper.crawling.site_files import IS_ASIDE, redirect_target
from scraper.crawling.turns import TURN
from scraper.exceptions import ArchiveError

TOO_MANY = 429
REFUSALS = 400
CLOSED = frozenset({401, 402, 403, 407})
"""Statuses that refuse a page, be it this one or whoever asks."""
SERVER_ERRORS = 500
LONGEST_WAIT = 7 * 24 * 3600.0
"""Seconds of a Retry-After that are waited at most."""


class HostsKeeper:
    """The extension that holds the one `Hosts` of a crawl."""

    def __init__(self, hosts: Hosts) -> None:
        self.hosts = hosts

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Read the settings."""
        elsewhere = Elsewhere(crawler.settings["ELSEWHERE"])
        return cls(Hosts(Rules.from_settings(crawler.settings), elsewhere=elsewhere))


def hosts_of(crawler: Crawler) -> Hosts:
    """Give the hosts of a crawl. Raises ArchiveError if the settings have removed their keeper."""
    keeper = crawler.get_extension(HostsKeeper)
    if keeper is None:
        raise ArchiveError("the crawl has no manners: EXTENSIONS_BASE has to name scraper.crawling.manners.HostsKeeper")
    return keeper.hosts


class MannersMiddleware:
    """Notes how each request to a host ended. Nearer to the downloader than retries, so that none of them hides one.

    What the scheduler has not sent, a robots.txt that is redirected to another host, waits for that host here.
    """

    def __init__(self, hosts: Hosts) -> None:
        self._hosts = hosts

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Use the hosts of the crawl."""
        return cls(hosts_of(crawler))

    async def process_request(self, request: Request) -> None:
        """Wait until a host may be asked. Raises HostOccupied while another crawl is there."""
        host = addresses.host(request.url)
        if request.meta.get(TURN) == host:
            return
        if not self._hosts.is_ours(host):
            raise self._hosts.elsewhere.occupied(host)
        request.meta["download_slot"] = host
        await asyncio.sleep(self._hosts.still_owed(host))

    def process_response(self, request: Request, response: Response) -> Response:
        """Note an answer, or the failure that it tells of."""
        host = addresses.host(request.url)
        is_refusal = response.status >= REFUSALS and not request.meta.get(IS_ASIDE)
        wait = _retry_after(response) if is_refusal or response.status == TOO_MANY else None
        if response.status == TOO_MANY or (is_refusal and (wait or response.status >= SERVER_ERRORS)):
            self._hosts.failed(host, f"HTTP {response.status}", wait)
        else:
            self._note_answer(host, request, response, is_refusal=is_refusal)
        return response

    def _note_answer(self, host: str, request: Request, response: Response, *, is_refusal: bool) -> None:
        latency, target = float(request.meta.get("download_latency", 0.0)), redirect_target(response)
        if is_refusal and response.status in CLOSED:
            self._hosts.refused(host, f"HTTP {response.status}", latency)
        elif request.meta.get(IS_ASIDE) or (target and addresses.host(target) == host):
            self._hosts.moved(host, latency)
        else:
            self._hosts.answered(host, latency)

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Note that no answer came; what the crawl itself refused is no failure of the host."""
        host = addresses.host(request.url)
        if isinstance(exception, IgnoreRequest) or urlparse_cached(request).hostname in PublicResolver.refused:
            return
        if isinstance(exception, DownloadCancelledError):
            self._hosts.answered(host)
        else:
            self._hosts.failed(host, type(exception).__name__.removesuffix("Error"))


def _retry_after(response: Response) -> float | None:
    """Read the header, seconds or a date; None if there is none, it cannot be read, or it is over.

    A wait of years, which is a slip of whoever set it up, counts as `LONGEST_WAIT`: else its host is lost for good.
    """
    text = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    if text.isdecimal() and text.isascii():
        return min(float(text[:9]), LONGEST_WAIT)
    try:
        moment = parsedate_to_datetime(text)
        seconds = ((moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - datetime.now(UTC)).total_seconds()
    except (ValueError, OverflowError):
        return None
    return min(seconds, LONGEST_WAIT) if seconds > 0 else None
