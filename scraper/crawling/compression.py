"""Scrapy's undoing of content encodings, with a quicker way for the one that most sites use."""

from io import BytesIO

from isal import igzip, isal_zlib
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.utils._compression import _check_max_size
from scrapy.utils.gz import gunzip as slow_gunzip

CHUNK = 1 << 16
GZIP = frozenset({b"gzip", b"x-gzip"})


class CompressionMiddleware(HttpCompressionMiddleware):
    """Undoes gzip with ISA-L, in a third of the time of zlib, and everything else as Scrapy does."""

    @staticmethod
    def _decode(body: bytes, encoding: bytes, max_size: int) -> bytes:
        if encoding in GZIP:
            return gunzip(body, max_size)
        return HttpCompressionMiddleware._decode(body, encoding, max_size)  # noqa: SLF001 - the only place to begin


def gunzip(body: bytes, max_size: int) -> bytes:
    """Give what a body holds. Of one that is cut or broken zlib gives more, so that it has the last word."""
    pieces, size = list[bytes](), 0
    file = igzip.IGzipFile(fileobj=BytesIO(body))  # type: ignore[no-untyped-call]
    try:
        while piece := file.read1(CHUNK):
            pieces.append(piece)
            size += len(piece)
            _check_max_size(size, max_size)
    except (OSError, EOFError, isal_zlib.IsalError):  # type: ignore[misc]  # its stubs say no class
        return slow_gunzip(body, max_size=max_size)
    return b"".join(pieces)
