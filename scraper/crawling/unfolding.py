"""Undoing the content encoding of a page where the page is read: it is a fifth of the size on its way there."""

import brotli  # type: ignore[import-untyped]
from isal import isal_zlib

LARGEST = 4_000_000
"""Bytes of a page that is unfolded beside others; a larger one is read by a process of its own."""

_GZIP = 16 + isal_zlib.MAX_WBITS


def unfolded(body: bytes, encoding: str | None) -> bytes | None:
    """Give what a body holds, all of it in one go; ``encoding`` is one of `CAN_UNFOLD`, or None where there is none.

    None if it is cut, broken, empty or larger than `LARGEST`: that is for whoever takes the time to say what is wrong.
    """
    if encoding is None:
        return body
    try:
        return CAN_UNFOLD[encoding](body) or None
    except (isal_zlib.IsalError, brotli.error):  # type: ignore[misc]  # their stubs say no class
        return None


def _gzip(body: bytes) -> bytes | None:
    opened = isal_zlib.decompressobj(_GZIP)
    plain = opened.decompress(body, LARGEST)
    return plain if opened.eof and not opened.unused_data else None


def _brotli(body: bytes) -> bytes | None:
    opened = brotli.Decompressor()
    plain: bytes = opened.process(body, output_buffer_limit=LARGEST)  # which it may pass by a block
    return plain if opened.is_finished() and len(plain) <= LARGEST else None


CAN_UNFOLD = {"gzip": _gzip, "x-gzip": _gzip, "br": _brotli}
"""How, by the name of the encoding; the others are rare."""
