"""Scrapy's downloader of http and https, with an end to the headers and to the large bodies that it takes."""

from typing import Any

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
    _ScrapyAgent,
)
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.utils._download_handlers import wrap_twisted_exceptions
from scrapy.utils.defer import maybe_deferred_to_future
from twisted.internet.defer import Deferred
from twisted.internet.interfaces import IAddress
from twisted.internet.protocol import Protocol, connectionDone
from twisted.python.failure import Failure

from scraper.crawling.room import UNDONE, Body, Room, room_of

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


class _Counted(Protocol):
    """Stands before Scrapy's reader of a body and tells the room of the crawl what comes."""

    def __init__(self, reader: Protocol, body: Body, room: Room) -> None:
        self._reader, self._body, self._room = reader, body, room

    def connectionMade(self) -> None:  # noqa: N802 - Twisted's name
        """Give the reader the connection."""
        self._reader.makeConnection(self.transport)  # type: ignore[no-untyped-call]

    def dataReceived(self, data: bytes) -> None:  # noqa: N802 - Twisted's name
        """Pass data on, and count it."""
        self._room.grew(self._body, len(data))
        self._reader.dataReceived(data)

    def connectionLost(self, reason: Failure = connectionDone) -> None:  # noqa: N802 - Twisted's name
        """Tell the reader that the body has ended."""
        self._reader.connectionLost(reason)


class CappedAgent(_ScrapyAgent):
    """Makes one request, and lets its body wait while the crawl has no room for it."""

    def __init__(self, room: Room, **arguments: Any) -> None:
        super().__init__(**arguments)
        self._room = room

    def _cb_bodyready(self, txresponse: Any, request: Request) -> Any:
        body, deliver = Body(txresponse._transport, self._timeout_cl), txresponse.deliverBody  # noqa: SLF001 - as Scrapy
        txresponse.deliverBody = lambda reader: deliver(_Counted(reader, body, self._room))
        result = super()._cb_bodyready(txresponse, request)
        return result.addBoth(self._note_end, body, request) if isinstance(result, Deferred) else result

    def _note_end(self, result: Any, body: Body, request: Request) -> Any:
        if not isinstance(result, Failure):
            request.meta[UNDONE] = body.size
        self._room.ended(body)
        return result


class CappedHandler(HTTP11DownloadHandler):
    """Downloads http and https."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = CappedFactory  # noqa: SLF001 - as Scrapy itself does it
        self._room = room_of(crawler)

    async def download_request(self, request: Request) -> Response:
        """Give the answer to a request; as Scrapy's, with an agent that minds the room of the crawl."""
        request.meta.pop(UNDONE, None)  # of an answer that was not good enough
        agent = CappedAgent(
            self._room,
            contextFactory=self._contextFactory,
            bindAddress=self._bind_address,
            pool=self._pool,
            maxsize=self._default_maxsize,
            warnsize=self._default_warnsize,
            fail_on_dataloss=self._fail_on_dataloss,
            crawler=self._crawler,
        )
        with wrap_twisted_exceptions():
            return await maybe_deferred_to_future(agent.download_request(request))
