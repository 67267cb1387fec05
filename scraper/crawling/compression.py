"""Scrapy's undoing of content encodings, with a quicker way for the one that most sites use, and none for pages.

Pages stay as they were sent until they are read, as a rule by another process (`scraper.crawling.unfolding`).
"""

import zlib
from collections.abc import Coroutine
from io import BytesIO
from typing import Any

import brotli  # type: ignore[import-untyped]
from backports import zstd
from isal import igzip, isal_zlib
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.http import Response
from scrapy.utils._compression import _check_max_size
from scrapy.utils.gz import gunzip as slow_gunzip

from scraper.crawling.judgement import is_declared_html
from scraper.crawling.room import UNDONE, Room
from scraper.crawling.unfolding import CAN_UNFOLD, LARGEST

CHUNK = 1 << 16
CUT = "its compression breaks off"
MAGIC = b"\x1f\x8b"
TRAILER = 8
GZIP = frozenset({b"gzip", b"x-gzip"})
OK = 200


class CompressionMiddleware(HttpCompressionMiddleware):
    """Undoes gzip with ISA-L, in a third of the time of zlib.

    What breaks off raises EOFError: Scrapy gives the half of it that is there, which would be archived as an edit.
    """

    def __init__(self, *, crawler: Crawler) -> None:
        """Use the room of the crawl, if it has one."""
        super().__init__(crawler=crawler)
        self._room = crawler.get_extension(Room)

    def process_response(  # type: ignore[override]
        self, request: Request, response: Response
    ) -> Request | Response | Coroutine[None, None, Request | Response]:
        """Undo what nobody undoes later; where there is no room for a large one, once there is."""
        if self._max_size >= LARGEST and folded_in(response, request.meta.get("kind")):
            return response
        if self._room and self._room.is_taken() and response.headers.get("Content-Encoding"):
            return self._undone_later(request, response, self._room)
        return self.undone(request, response)

    def undone(self, request: Request, response: Response) -> Request | Response:
        """Undo whatever encoding there is, and note what it comes to. Raises what Scrapy raises."""
        undone = super().process_response(request, response)
        if isinstance(undone, Response) and undone is not response:
            request.meta[UNDONE] = len(undone.body)
        return undone

    async def _undone_later(self, request: Request, response: Response, room: Room) -> Request | Response:
        async with room.alone:
            await room.wait()
            return self.undone(request, response)

    @staticmethod
    def _decode(body: bytes, encoding: bytes, max_size: int) -> bytes:
        if encoding in GZIP:
            return gunzip(body, max_size)
        if encoding == b"br":
            return _unbrotli(body, max_size)
        if encoding == b"zstd":
            return _joined(zstd.ZstdFile(BytesIO(body)), max_size)
        plain = HttpCompressionMiddleware._decode(body, encoding, max_size)  # noqa: SLF001 - the only place to begin
        if encoding == b"deflate" and not _inflates_to_the_end(body, len(plain)):
            raise EOFError(CUT)
        return plain


def folded_in(response: Response, kind: str | None) -> str | None:
    """Give the content encoding that a page is still in until it is read; None for any other kind of address."""
    said: list[bytes] = response.headers.getlist("Content-Encoding")
    if len(said) != 1 or response.status != OK or kind != "page" or not is_declared_html(response):
        return None
    name = said[0].decode("latin-1").strip().lower()
    return name if name in CAN_UNFOLD else None


def unfolded_by_scrapy(crawler: Crawler, response: Response) -> Response:
    """Undo the encoding of a page that is cut, broken or very large. Raises what Scrapy raises."""
    undone = CompressionMiddleware.from_crawler(crawler).undone(Request(response.url), response)
    assert isinstance(undone, Response)  # noqa: S101 - it was none that leads elsewhere
    return undone


def gunzip(body: bytes, max_size: int) -> bytes:
    """Give what a body holds; of one with a wrong check sum, or with rubbish behind it, what zlib can read.

    Raises EOFError if it breaks off, and what Scrapy raises.
    """
    try:
        return _joined(igzip.IGzipFile(fileobj=BytesIO(body)), max_size)  # type: ignore[no-untyped-call]
    except (OSError, EOFError, isal_zlib.IsalError):  # type: ignore[misc]  # its stubs say no class
        plain = slow_gunzip(body, max_size=max_size)
    if _breaks_off(body):
        raise EOFError(CUT)
    return plain


def _joined(file: Any, max_size: int) -> bytes:
    """Read a file that undoes a compression, to its end."""
    pieces, size = list[bytes](), 0
    while piece := file.read1(CHUNK):
        pieces.append(piece)
        size += len(piece)
        _check_max_size(size, max_size)
    return b"".join(pieces)


def _breaks_off(body: bytes) -> bool:
    """Tell if a body ends within its text. Some servers leave out the check sum behind it, which loses nothing."""
    rest = body
    while rest.startswith(MAGIC):
        opened = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        try:
            opened.decompress(rest)
            if not opened.eof:
                opened.decompress(bytes(TRAILER))  # a text that has ended takes it for a wrong check sum
        except zlib.error as error:
            return "incorrect" not in str(error) and not opened.eof
        if not opened.eof:
            return True
        rest = opened.unused_data
    return False


def _unbrotli(body: bytes, max_size: int) -> bytes:
    opened, pieces, size = brotli.Decompressor(), list[bytes](), 0
    piece: bytes = opened.process(body, output_buffer_limit=CHUNK)
    while piece:
        pieces.append(piece)
        size += len(piece)
        _check_max_size(size, max_size)
        piece = b"" if opened.is_finished() else opened.process(b"", output_buffer_limit=CHUNK)
    if not opened.is_finished():
        raise EOFError(CUT)
    return b"".join(pieces)


def _inflates_to_the_end(body: bytes, size: int) -> bool:
    """Tell if a body that gave so many bytes is whole; some servers leave out its head."""
    for bits in (zlib.MAX_WBITS, -zlib.MAX_WBITS):
        opened = zlib.decompressobj(wbits=bits)
        try:
            opened.decompress(body, size + 1)
        except zlib.error:
            continue
        return opened.eof
    return False
