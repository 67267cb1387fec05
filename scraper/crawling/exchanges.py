"""What was sent and received, as transferred: noted below the middleware that undoes content encodings."""

from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Headers, Response

from scraper.archive.stamps import now
from scraper.items import Exchange

EXCHANGES = "exchanges"
"""The key in a request's meta under which its exchanges are kept, redirects first."""

REDIRECTS = frozenset({301, 302, 303, 307, 308})


class ExchangesMiddleware:
    """Notes the exchanges of every visit to an address of the frontier, for the pipeline that writes them."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Stand aside where captures are not kept."""
        if not crawler.settings.getbool("CAPTURES"):
            raise NotConfigured
        return cls()

    def process_response(self, request: Request, response: Response) -> Response:
        """Note the exchange; what came before and was no redirect was tried again and does not count."""
        if "lease" in request.meta:
            before = [one for one in request.meta.get(EXCHANGES, []) if one.status in REDIRECTS]
            request.meta[EXCHANGES] = [*before, _exchange(request, response)]
        return response


def _exchange(request: Request, response: Response) -> Exchange:
    address = response.ip_address
    return Exchange(
        url=response.url,
        fetched_at=now(),
        status=response.status,
        protocol=response.protocol or "HTTP/1.1",
        method=request.method,
        request_headers=pairs(request.headers),
        headers=pairs(response.headers),
        payload=response.body,
        ip_address=str(address) if address else None,
        seconds=request.meta.get("download_latency"),
    )


def pairs(headers: Headers) -> list[tuple[str, str]]:
    """Give headers as they were sent, those of one name apart."""
    return [(name.decode("latin-1"), value.decode("latin-1")) for name, values in headers.items() for value in values]
