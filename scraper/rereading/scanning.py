"""The answers in capture files, each with the address that was asked for."""

from collections.abc import Callable, Iterator
from pathlib import Path

from scraper.captures.members import Member
from scraper.captures.places import whole_file
from scraper.captures.reading import StoredRecord, fields_of, record_at, records
from scraper.captures.records import ANSWERS
from scraper.exceptions import BadCapture
from scraper.items import Outcome, Record
from scraper.rereading.stored import StoredPage

Place = tuple[str, int]
"""A file and an offset in it."""

REDIRECTS = range(300, 400)
"""They have no row of their own: the visit that they led to has."""


class Scan:
    """Goes over capture files in the order of their names; ``find`` tells where a payload of a digest lies.

    ``faults`` counts what could not be read, by file.
    """

    def __init__(self, folder: Path, find: Callable[[str], Place | None]) -> None:
        self._folder = folder
        self._find = find
        self._places: dict[str, Place] = {}
        self.faults: dict[str, int] = {}

    def pages(self, name: str) -> Iterator[StoredPage]:
        """Give every answer of a file that has, or should have, a row in ``captures``."""
        self.faults[name] = 0
        response: StoredRecord | None = None
        with whole_file(self._folder, name) as path:
            for record in records(path):
                if isinstance(record, Member):
                    self.faults[name] += 1
                elif record.kind in ANSWERS:
                    yield from self._page(name, response, {})
                    response = record
                elif record.kind == "metadata" and response:
                    yield from self._page(name, response, fields_of(record))
                    response = None
        yield from self._page(name, response, {})

    def _page(self, name: str, record: StoredRecord | None, known: dict[str, str]) -> Iterator[StoredPage]:
        if record is None or record.status is None or record.status in REDIRECTS:
            return
        payload = self._payload(name, record)
        if payload is None:
            self.faults[name] += 1
            return
        place = Record(
            file=name, offset=record.offset, length=record.length, payload_digest=record.payload_digest or ""
        )
        yield StoredPage(
            address=known.get("address") or record.url,
            answered_by=record.url,
            fetched_at=record.fetched_at,
            status=record.status,
            headers=record.headers,
            payload=payload,
            record=place,
            is_list=known.get("outcome") == Outcome.LISTED,
            is_revisit=record.kind == "revisit",
        )

    def _payload(self, name: str, record: StoredRecord) -> bytes | None:
        """Give the payload, that of an earlier record where this one only names it; None if that is not there."""
        digest = record.payload_digest or ""
        if record.kind != "revisit":
            self._places.setdefault(digest, (name, record.offset))
            return record.payload
        found = self._places.get(digest) or self._find(digest)
        try:
            return record_at(self._folder, found[0], found[1]).payload if found else None
        except BadCapture:
            return None
