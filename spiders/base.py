"""What every spider does with a page once it is there."""

from collections.abc import AsyncIterator, Iterable, Iterator
from itertools import islice
from typing import Any

from scrapy import Request, Spider
from scrapy.http import Response
from twisted.python.failure import Failure

from scraper.archive.stamps import now
from scraper.archive.urls import Lease
from scraper.captures.payload_digest import sha256
from scraper.crawling.archive_keeper import keeper_of
from scraper.crawling.compression import folded_in, unfolded_by_scrapy
from scraper.crawling.exchanges import EXCHANGES, pairs
from scraper.crawling.judgement import judge_failure, judge_response
from scraper.crawling.questions import question_request, read_answer, service_of
from scraper.crawling.readers import readers_of
from scraper.crawling.room import room_of
from scraper.crawling.site_signals import SITE_SAYS
from scraper.crawling.unread import Reading
from scraper.extraction.reservations import note_reservations, of_headers
from scraper.items import Capture, Found, Outcome, Visit

NO_REQUESTS: tuple[Request, ...] = ()
"""What ``start`` yields of a spider that has sent its addresses into the frontier: Scrapy wants a generator."""

BATCH = 1000
NOT_MODIFIED = 304
LASTING = ("paywalled", "duplicate")
"""What a page still is when its server says that it has not changed."""


class ArticleSpider(Spider):
    """Reads the pages that the frontier leases. A subclass says which addresses go into it, in ``start``."""

    def __init__(self, **arguments: Any) -> None:
        super().__init__(**arguments)
        self._selectors: dict[int | None, dict[str, str]] = {}

    def visit_request(self, lease: Lease) -> Request:
        """Give the request for a leased address; of one that was visited before it asks for what has changed since."""
        if service_of(lease.kind):
            return question_request(lease, self.crawler).replace(callback=self.note_answer, errback=self.note_failure)
        meta = {"lease": lease.id, "address": lease.url, "kind": lease.kind, "depth": lease.depth}
        meta |= {"outcome": lease.outcome, "source": lease.source, "scope": lease.scope, "digest": lease.digest}
        if lease.kind == "sitemap":
            from scraper.discovery.sitemaps import LARGEST  # noqa: PLC0415 - a crawl of pages starts without it

            meta["download_maxsize"] = LARGEST
        is_known = lease.tries if lease.kind == "page" else lease.digest
        headers = {"If-None-Match": lease.etag, "If-Modified-Since": lease.last_modified} if is_known else {}
        sent = {name: value for name, value in headers.items() if value}
        url, note = lease.url, self.note_failure
        return Request(url, callback=self.read, errback=note, dont_filter=True, meta=meta, headers=sent)

    def queue(self, found: Iterable[Found], found_on: str, *, again: bool = False) -> int:
        """Send addresses into the frontier, a thousand a transaction; give how many are new to it."""
        keeper, fresh, rest = keeper_of(self.crawler), 0, iter(found)
        while batch := list(islice(rest, BATCH)):
            fresh += keeper.queue(batch, found_on, again=again)
        return fresh

    async def read(self, response: Response) -> AsyncIterator[Visit]:
        """Give the visit: its article, or how it ended without one."""
        capture = capture_of(response)
        visit = Visit(url=response.meta["address"], visited_at=capture.fetched_at, capture=capture)
        if response.meta["kind"] != "page":
            capture.digest = None if response.status == NOT_MODIFIED else sha256(response.body)
            from spiders.listings import read_listing  # noqa: PLC0415 - a crawl of pages starts without it

            read_listing(response, visit, self._homes(response))
            yield visit
            return
        await self._read_page(response, visit, capture, folded_in(response, response.meta["kind"]))
        yield visit

    def note_answer(self, response: Response) -> Iterator[Visit]:
        """Give the visit to a service that was asked for counters."""
        yield read_answer(response, self.crawler)

    async def _read_page(self, response: Response, visit: Visit, capture: Capture, encoding: str | None) -> None:
        verdict = judge_response(response)
        if verdict:
            visit.end(*verdict)
            capture.digest = None if response.status == NOT_MODIFIED else sha256(response.body)
            if verdict[0] is Outcome.UNCHANGED and response.meta["outcome"] in LASTING:
                visit.outcome = Outcome(response.meta["outcome"])
            return
        read = await readers_of(self.crawler).read(
            response.body, response.url, capture.content_type, self._fields(response.meta["source"]), encoding
        )
        if read.is_folded:
            await self._read_slowly(response, visit, capture)
        else:
            self._note(read, response, visit, capture)

    async def _read_slowly(self, response: Response, visit: Visit, capture: Capture) -> None:
        """Read a page whose encoding could not be undone in one go, or say why it cannot be undone at all."""
        async with room_of(self.crawler).alone:
            try:
                plain = unfolded_by_scrapy(self.crawler, response)
            except Exception as error:  # noqa: BLE001 - as Scrapy does before a page is there
                visit.capture = None
                visit.end(*judge_failure(Failure(error), response.url))  # type: ignore[no-untyped-call]  # Twisted has no types
                return
            await self._read_page(plain, visit, capture, None)

    def _note(self, read: Reading, response: Response, visit: Visit, capture: Capture) -> None:
        """Write what was read into the visit."""
        visit.article, visit.sketch = read.article, read.sketch
        if visit.article:
            note_reservations(visit.article, [of_headers(pairs(response.headers)), *response.meta.get(SITE_SAYS, [])])
        capture.digest = read.digest or sha256(response.body)
        if read.fault:
            self.logger.error("Cannot read %s: %s", response.url, read.fault)
            visit.end(Outcome.PARSE_ERROR, read.fault)

    def _homes(self, response: Response) -> tuple[str, ...]:
        """Give addresses of the sites whose pages a listing may name: its own, and its source's."""
        source = keeper_of(self.crawler).archive.sources.get(response.meta["source"])
        return tuple(url for url in (response.url, source and source["homepage"]) if url)

    def _fields(self, source: int | None) -> dict[str, str]:
        """Give the selectors that a source has for its pages."""
        if source not in self._selectors:
            self._selectors[source] = keeper_of(self.crawler).archive.sources.fields(source)
        return self._selectors[source]

    def note_failure(self, failure: Failure) -> Iterator[Visit]:
        """Give the visit that brought no answer."""
        request: Any = failure.request  # type: ignore[attr-defined]  # Scrapy puts it there
        visit = Visit(url=request.meta["address"], visited_at=now(), service=service_of(request.meta["kind"]))
        visit.end(*judge_failure(failure, request.url))
        yield visit


def capture_of(response: Response) -> Capture:
    """Describe what was received, but for its digest, which whoever reads the page takes."""

    def header(name: str) -> str | None:
        value = response.headers.get(name)
        return value.decode("latin-1").replace("\x00", "") if value else None

    exchanges = response.meta.get(EXCHANGES, [])
    return Capture(
        url=response.url,
        fetched_at=exchanges[-1].fetched_at if exchanges else now(),
        status=response.status,
        content_type=header("Content-Type"),
        etag=header("ETag"),
        last_modified=header("Last-Modified"),
        exchanges=exchanges,
    )
