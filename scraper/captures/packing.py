"""An exchange as the bytes that go into a file: what a process may do beside the one that writes."""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from isal import isal_zlib
from warcio.recordloader import ArcWarcRecord

from scraper.captures.records import Original, metadata_record, request_record, response_record
from scraper.items import Exchange

STORED, QUICK = 0, 1
"""Levels of compression. What the server has compressed does not get smaller; ISA-L's first level takes a quarter of
the time of zlib's for the same size."""


@dataclass(frozen=True, slots=True)
class Packed:
    """The records of one exchange, each compressed for itself."""

    response: bytes
    """The answer, or that it was the same as another."""

    others: bytes
    """The request, where there was one, and the metadata."""

    payload_digest: str
    refers_to: int | None = None
    """The capture that has the payload, if the answer only says that it was the same."""


def packed(
    exchange: Exchange, fields: Mapping[str, str], original: Original | None = None, info_id: str | None = None
) -> Packed:
    """Pack response, request and metadata. ``fields`` go into the metadata; ``info_id`` names the file's warcinfo.

    With ``original`` the payload is not stored again. What was never asked for, an imported page, has no request.
    """
    response = response_record(exchange, info_id, original)
    request = packed_record(request_record(exchange, response)) if exchange.request_headers else b""
    return Packed(
        response=packed_record(response, _level(exchange)),
        others=request + packed_record(metadata_record(exchange, response, fields)),
        payload_digest=response.rec_headers.get_header("WARC-Payload-Digest"),
        refers_to=original.capture if original and response.rec_type == "revisit" else None,
    )


def packed_record(record: ArcWarcRecord, level: int = QUICK) -> bytes:
    """Write one record and compress it. warcio's own writer leaves out the headers of a revisit."""
    head: bytes = record.rec_headers.to_bytes(encoding="utf-8")
    begin = zlib.compressobj if level == STORED else isal_zlib.compressobj
    squeeze = begin(level, zlib.DEFLATED, zlib.MAX_WBITS + 16)
    packed_parts = [squeeze.compress(part) for part in (head, record.raw_stream.read(), b"\r\n\r\n")]
    return b"".join([*packed_parts, squeeze.flush()])


def _level(exchange: Exchange) -> int:
    is_encoded = any(name.lower() == "content-encoding" for name, _ in exchange.headers)
    return STORED if is_encoded and len(exchange.payload) > 1000 else QUICK  # noqa: PLR2004 - then headers outweigh it
