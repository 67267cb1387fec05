"""Scrapy's downloader of http and https, with an end to the headers that it takes."""

from typing import Any

from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
)
from scrapy.crawler import Crawler
from twisted.internet.interfaces import IAddress
from twisted.python.failure import Failure

LONGEST_HEADERS = 256 * 1024
"""Bytes; no honest server sends a tenth of it, and Twisted would take them for as long as they come."""


class HeadersTooLarge(Exception):
    """The headers of an answer did not end."""


class CappedProtocol(_LenientHTTP11ClientProtocol):
    """Hangs up on a server whose headers do not end."""

    _header_bytes = 0

    def dataReceived(self, data: bytes) -> None:  # noqa: N802 - Twisted's name
        """Pass data on while it is not too much."""
        super().dataReceived(data)  # type: ignore[no-untyped-call]
        if not self._is_in_headers():
            self._header_bytes = 0
            return
        self._header_bytes += len(data)
        has_hung_up = getattr(self.transport, "disconnecting", False)  # over a long line, without saying so
        if has_hung_up or self._header_bytes > LONGEST_HEADERS:
            self._giveUp(Failure(HeadersTooLarge("the headers of the answer are too large")))  # type: ignore[no-untyped-call]

    def _is_in_headers(self) -> bool:
        parser: Any = self._parser
        return parser is not None and parser.state in {"STATUS", "HEADER"}


class CappedFactory(_LenientHTTP11ClientFactory):
    """Makes `CappedProtocol`."""

    def buildProtocol(self, addr: IAddress | None) -> CappedProtocol:  # noqa: ARG002, N802 - Twisted's signature
        """Make the protocol of one connection."""
        return CappedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]


class CappedHandler(HTTP11DownloadHandler):
    """Downloads http and https."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = CappedFactory  # noqa: SLF001 - as Scrapy itself does it
