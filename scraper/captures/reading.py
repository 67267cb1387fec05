"""Reading back what was received."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from scraper.captures.encodings import decoded
from scraper.captures.members import Member, member_at, members
from scraper.captures.payload_digest import sha256
from scraper.captures.places import open_file
from scraper.dates import parse_moment
from scraper.exceptions import BadCapture


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """One record of a WARC file."""

    kind: str
    """``response``, ``revisit``, ``resource``, ``request``, ``metadata``, ``warcinfo``…"""

    url: str
    fetched_at: datetime
    """Aware, UTC."""

    status: int | None
    """200 for a file that was held."""

    headers: dict[str, str]
    """Those of the HTTP answer, names in lower case."""

    payload: bytes
    """As transferred; empty for a revisit."""

    payload_digest: str | None
    """The record's own claim."""

    offset: int
    length: int
    fields: dict[str, str] = field(default_factory=dict)
    """The record's own headers, names in lower case."""

    def page(self) -> bytes:
        """Give the payload without its content encoding. Raises BadCapture."""
        return decoded(self.payload, self.headers.get("content-encoding"))


def records(path: Path) -> Iterator[StoredRecord | Member]:
    """Give every record of a file in order; a `Member` with its fault stands for one that cannot be read."""
    for member in members(path):
        if member.fault:
            yield member
            continue
        try:
            yield parsed(member)
        except BadCapture as error:
            yield Member(member.offset, member.length, b"", str(error))


def record_at(folder: Path, file: str, offset: int) -> StoredRecord:
    """Read one record of a capture file; ``folder`` has those that lie in no store.

    Raises BadCapture if it is not there, damaged, or not what its digests say, StoreAway.
    """
    with open_file(folder, file) as opened:
        member = member_at(opened, offset)
    if member.fault:
        raise BadCapture(f"{file} at {offset}: {member.fault}")
    return parsed(member)


def parsed(member: Member) -> StoredRecord:
    """Read the record of a whole member, its digests checked. Raises BadCapture."""
    try:
        record = next(iter(ArchiveIterator(BytesIO(member.content), check_digests=True)))
        payload = record.raw_stream.read()
    except (ArchiveLoadFailed, StopIteration, ValueError, AttributeError, EOFError) as error:
        raise BadCapture(f"it is no WARC record ({error})"[:200]) from error
    if record.digest_checker and record.digest_checker.passed is False:
        raise BadCapture("; ".join(record.digest_checker.problems)[:300])
    return _stored(record, payload, member)


def _stored(record: Any, payload: bytes, member: Member) -> StoredRecord:
    own = {name.lower(): value for name, value in record.rec_headers.headers}
    http = record.http_headers
    status = http.get_statuscode() if http and record.rec_type != "request" else ""
    is_file = record.rec_type == "resource"
    return StoredRecord(
        kind=record.rec_type,
        url=own.get("warc-target-uri", ""),
        fetched_at=(parse_moment(own.get("warc-date")) or datetime.fromtimestamp(0, UTC)).astimezone(UTC),
        status=200 if is_file else int(status) if status and status.isdecimal() else None,
        headers=_joined(http.headers) if http else {"content-type": own.get("content-type", "")} if is_file else {},
        payload=payload,
        payload_digest=own.get("warc-payload-digest"),
        offset=member.offset,
        length=member.length,
        fields=own,
    )


def _joined(headers: list[tuple[str, str]]) -> dict[str, str]:
    joined: dict[str, str] = {}
    for name, value in headers:
        key = name.lower()
        joined[key] = f"{joined[key]}, {value}" if key in joined else value
    return joined


def fields_of(record: StoredRecord) -> dict[str, str]:
    """Read the lines ``name: value`` of a metadata or warcinfo record."""
    lines = (line.partition(":") for line in record.payload.decode("utf-8", "replace").splitlines())
    return {name.strip(): value.strip() for name, colon, value in lines if colon}


def page_digest(page: bytes) -> str:
    """Give the digest that ``captures.digest`` has for a decoded page."""
    return sha256(page)
