"""Writing WARC 1.1: each record compressed for itself and flushed before anybody hears of it."""

import hashlib
import threading
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from warcio.recordloader import ArcWarcRecord
from warcio.warcwriter import WARCWriter

from scraper.captures.records import Original, info_record, metadata_record, request_record, response_record
from scraper.exceptions import ArchiveError
from scraper.items import Exchange, Record

STORED, QUICK = 0, 1
"""Levels of zlib. What the server has compressed does not get smaller, and level 9 costs ten times its size in time."""

LARGEST = 1_000_000_000
"""Bytes after which the next record begins a new file."""


@dataclass(frozen=True, slots=True)
class Series:
    """What the files of one harvest have in common."""

    folder: Path
    harvest: int
    started: datetime
    info: Mapping[str, str]
    """The fields of each file's ``warcinfo``."""

    largest: int = LARGEST

    def name(self, number: int) -> str:
        """Name a file so that files sort by time: ``20260301T120000Z-000007-0001.warc.gz``."""
        return f"{self.started:%Y%m%dT%H%M%SZ}-{self.harvest:06d}-{number:04d}.warc.gz"


@dataclass(frozen=True, slots=True)
class Seal:
    """What a file was when it was closed: any later change of any bit shows."""

    name: str
    size: int
    """Bytes."""

    digest: str
    """``sha256:`` and the hexadecimal digest of the whole file."""


class CaptureWriter:
    """Appends exchanges to the files of a harvest; the first is made with the first exchange. Threads may share it."""

    def __init__(self, series: Series) -> None:
        self._series = series
        self._lock = threading.Lock()
        self._file: BinaryIO | None = None
        self._name = ""
        self._info_id = ""
        self._number = 0
        self._digest = hashlib.sha256()
        self.seals: list[Seal] = []
        """Of the files that are closed, for whoever keeps them."""

    def write(self, exchange: Exchange, fields: Mapping[str, str], original: Original | None = None) -> Record:
        """Write response, request and metadata; give where the response lies. Raises ArchiveError on a full disk.

        ``fields`` go into the metadata. With ``original`` the payload is not stored again.
        """
        with self._lock:
            file = self._open()
            response = response_record(exchange, self._info_id, original)
            place = self._append(file, response, _level(exchange))
            self._append(file, request_record(exchange, response), QUICK)
            self._append(file, metadata_record(exchange, response, fields), QUICK)
            return Record(
                file=self._name,
                offset=place[0],
                length=place[1],
                payload_digest=response.rec_headers.get_header("WARC-Payload-Digest"),
                refers_to=original.capture if original else None,
            )

    def close(self) -> None:
        """Close the file that is open, if any."""
        with self._lock:
            self._close()

    def _open(self) -> BinaryIO:
        if self._file and self._file.tell() >= self._series.largest:
            self._close()
        if self._file is None:
            self._number += 1
            self._name = self._series.name(self._number)
            self._file = _created(self._series.folder / self._name)
            info = info_record(self._name, self._series.info)
            self._info_id = info.rec_headers.get_header("WARC-Record-ID")
            self._append(self._file, info, QUICK)
        return self._file

    def _append(self, file: BinaryIO, record: ArcWarcRecord, level: int) -> tuple[int, int]:
        """Write one record in one go; give its offset and length."""
        member = compressed(record, level)
        offset = file.tell()
        try:
            file.write(member)
            file.flush()
            self._digest.update(member)
        except OSError as error:
            raise ArchiveError(f"cannot write {self._name}: {error.strerror}: free some space, then go on") from error
        return offset, len(member)

    def _close(self) -> None:
        if self._file:
            digest, self._digest = self._digest, hashlib.sha256()
            self.seals.append(Seal(self._name, self._file.tell(), f"sha256:{digest.hexdigest()}"))
            self._file.close()
            self._file = None


def compressed(record: ArcWarcRecord, level: int = QUICK) -> bytes:
    """Give a record as it stands in a file."""
    plain = BytesIO()
    WARCWriter(plain, gzip=False, warc_version="WARC/1.1").write_record(record)
    squeeze = zlib.compressobj(level, zlib.DEFLATED, zlib.MAX_WBITS + 16)
    return squeeze.compress(plain.getbuffer()) + squeeze.flush()


def _level(exchange: Exchange) -> int:
    is_encoded = any(name.lower() == "content-encoding" for name, _ in exchange.headers)
    return STORED if is_encoded and len(exchange.payload) > 1000 else QUICK  # noqa: PLR2004 - then headers outweigh it


def _created(path: Path) -> BinaryIO:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("xb")
    except OSError as error:
        raise ArchiveError(f"cannot write {path}: {error.strerror}: choose another folder with --data") from error
