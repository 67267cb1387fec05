"""Undoing content encodings, with a limit: a small body may unfold to a terabyte."""

import zlib
from collections.abc import Callable
from typing import Any

import brotli  # type: ignore[import-untyped]  # it has no types
from backports import zstd

from scraper.exceptions import BadCapture

LARGEST = 20 * 1024 * 1024
"""Bytes of a decoded page; as ``DOWNLOAD_MAXSIZE``."""


def decoded(payload: bytes, encodings: str | None, largest: int = LARGEST) -> bytes:
    """Give a body without its content encodings, as the header names them. Raises BadCapture.

    A body that is not in the encoding that its header names is given as it is: some servers say gzip and send text, and
    so do archives that have undone it already.
    """
    for name in reversed([part.strip().lower() for part in (encodings or "").split(",")]):
        if name in {"", "identity", "utf-8", "none"}:
            continue
        if name not in _DECODERS:
            raise BadCapture(f"the content encoding {name[:40]!r} is not known")
        payload = _undone(_DECODERS[name], payload, largest)
    if len(payload) > largest:
        raise BadCapture(f"the page is larger than {largest // 1024**2} MB")
    return payload


def _undone(decoder: Callable[[bytes, int], bytes], payload: bytes, largest: int) -> bytes:
    try:
        plain = decoder(payload, largest + 1)
    except (zlib.error, brotli.error, zstd.ZstdError, ValueError, EOFError, OSError):
        return payload
    if len(plain) > largest:
        raise BadCapture(f"the page unfolds to more than {largest // 1024**2} MB")
    return plain


def _gzip(payload: bytes, limit: int) -> bytes:
    """Undo gzip or zlib; members may follow each other. What is cut is given as far as it goes."""
    plain, rest = b"", payload
    while rest and len(plain) < limit:
        opened = zlib.decompressobj(zlib.MAX_WBITS + 32)
        plain += opened.decompress(rest, limit - len(plain))
        rest = opened.unused_data if opened.eof else b""
        if not rest.startswith(b"\x1f\x8b"):
            break
    return plain


def _deflate(payload: bytes, limit: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(payload, limit)
    except zlib.error:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(payload, limit)


def _brotli(payload: bytes, limit: int) -> bytes:
    opened: Any = brotli.Decompressor()
    plain: bytes = opened.process(payload, output_buffer_limit=limit)
    return plain


def _zstd(payload: bytes, limit: int) -> bytes:
    return zstd.ZstdDecompressor().decompress(payload, limit)


_DECODERS = {"gzip": _gzip, "x-gzip": _gzip, "deflate": _deflate, "br": _brotli, "zstd": _zstd}
