"""WARC and ARC files: compressed by record, as a whole, by Zstandard, or not at all."""

import gzip
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, BinaryIO

from backports import zstd
from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed

from scraper.captures.members import Member, member_at, members_in
from scraper.importing.found import Found, FoundPage, Skipped
from scraper.importing.zstandard import open_zstandard

LARGEST = 20 * 1024 * 1024
"""Bytes of one page."""

HTML = ("text/html", "application/xhtml+xml")
FAULTS = (
    ArchiveLoadFailed,
    zlib.error,
    zstd.ZstdError,
    ValueError,
    EOFError,
    OSError,
    AttributeError,
    KeyError,
    UnicodeError,
)
"""What reading raises on records that are none."""

_OLDEST = datetime(1990, 1, 1, tzinfo=UTC)
"""There was no web before."""


def warc_pages(file: BinaryIO, name: str, now: datetime) -> Found:
    """Give the HTML pages of a WARC or ARC file; ``now`` is the moment after which no capture can have been made."""
    start = file.read(4)
    file.seek(0)
    if start[:2] == b"\x1f\x8b":
        records = _from_gzip(file, name)
    elif start in {b"\x28\xb5\x2f\xfd", b"\x5d\x2a\x4d\x18"}:
        records = _from_zstandard(file, name)
    else:
        records = _from_stream(file, name)
    for record in records:
        yield record if isinstance(record, Skipped) else _page(record, name, now)


def member_pages(member: Member, name: str, now: datetime) -> Found:
    """Give the HTML page of one compressed record."""
    for record in _of_member(member, name):
        yield record if isinstance(record, Skipped) else _page(record, name, now)


def is_warc_by_record(file: BinaryIO) -> bool:
    """Tell if a file is WARC and each of its records compressed for itself, so that it can be read from any of them."""
    first = member_at(file, 0)
    file.seek(0)
    return first.fault is None and first.content.startswith(b"WARC/") and _is_one_record(first)


def _from_gzip(file: BinaryIO, name: str) -> Iterator[Any]:
    """Read record by record, so that a damaged one costs only itself; a file compressed as a whole is a stream."""
    for member in members_in(file):
        if member.offset == 0 and not _is_one_record(member):
            file.seek(0)
            yield from _from_stream(gzip.GzipFile(fileobj=file), name)
            return
        yield from _of_member(member, name)


def _of_member(member: Member, name: str) -> Iterator[Any]:
    place = f"{name} at {member.offset}"
    if member.fault:
        yield Skipped("a broken record", f"{place}: {member.fault}")
    else:
        yield from _from_stream(BytesIO(member.content), place)


def _is_one_record(member: Member) -> bool:
    """Tell if the first record is all that was compressed together."""
    if member.fault:
        return "unfolds" not in member.fault
    return member.content.count(b"WARC-Type:") <= 1


def _from_zstandard(file: BinaryIO, name: str) -> Iterator[Any]:
    try:
        opened = open_zstandard(file)
    except (ValueError, EOFError, OSError) as error:
        yield Skipped("a broken record", f"{name}: {error}"[:300])
        return
    yield from _from_stream(opened, name)


def _from_stream(file: Any, name: str) -> Iterator[Any]:
    """Read a stream up to its end or its first fault, behind which nothing can be found again."""
    try:
        yield from ArchiveIterator(file, arc2warc=True)
    except FAULTS as error:
        yield Skipped("a broken record", f"{name}: {error}"[:300])


def _page(record: Any, name: str, now: datetime) -> FoundPage | Skipped:
    try:
        return _checked(record, name, now)
    except FAULTS as error:
        return Skipped("a broken record", f"{name}: {error}"[:300])


def _checked(record: Any, name: str, now: datetime) -> FoundPage | Skipped:
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    where = f"{name}: {url[:200]}"
    if record.rec_type not in {"response", "resource"} or url.startswith(("dns:", "filedesc:")):
        return Skipped("records about records", where, is_fault=False)
    http = record.http_headers
    status = http.get_statuscode() if http else "200"
    if status != "200":
        return Skipped("answers that are no page (redirects, errors)", where, is_fault=False)
    source = http or record.rec_headers
    content_type = source.get_header("Content-Type") or ""
    if content_type.split(";")[0].strip().lower() not in HTML:
        return Skipped("not HTML", where, is_fault=False)
    at = _moment(record.rec_headers.get_header("WARC-Date"))
    if at is None or not _OLDEST <= at <= now:
        return Skipped("an impossible date", where)
    payload = _payload(record, http)
    if payload is None:
        return Skipped("a page that is too large", where)
    return FoundPage(
        where=where,
        payload=payload,
        url=url.strip("<>"),
        fetched_at=at,
        content_type=content_type,
        content_encoding=http.get_header("Content-Encoding") if http else None,
        headers=list(http.headers) if http else [],
    )


def _payload(record: Any, http: Any) -> bytes | None:
    payload: bytes = record.raw_stream.read(LARGEST + 1)
    if len(payload) > LARGEST:
        return None
    if http and "chunked" in (http.get_header("Transfer-Encoding") or "").lower():
        payload = ChunkedDataReader(BytesIO(payload)).read(LARGEST + 1)
    return payload


def _moment(text: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat((text or "").strip())
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC).replace(microsecond=0)
