"""Writing WARC 1.1: each record compressed for itself and flushed before anybody hears of it."""

import hashlib
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from errno import ENOSPC
from io import FileIO
from pathlib import Path

from scraper.captures.packing import Packed, packed, packed_record
from scraper.captures.records import Original, info_record
from scraper.exceptions import ArchiveError, DiskFull
from scraper.items import Exchange, Record

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


def seal_of(path: Path) -> Seal:
    """Give the seal of a file as it is."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Seal(path.name, path.stat().st_size, f"sha256:{digest}")


class CaptureWriter:
    """Appends exchanges to the files of a harvest; the first is made with the first exchange. Threads may share it."""

    def __init__(self, series: Series) -> None:
        self._series = series
        self._lock = threading.Lock()
        self._file: FileIO | None = None
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
            self._open()
            return self._append(packed(exchange, fields, original, self._info_id))

    def append(self, exchange: Packed) -> Record:
        """Write what was packed elsewhere; give where the response lies. Raises ArchiveError on a full disk."""
        with self._lock:
            self._open()
            return self._append(exchange)

    def close(self) -> None:
        """Close the file that is open, if any."""
        with self._lock:
            self._close()

    def _open(self) -> None:
        if self._file and self._file.tell() >= self._series.largest:
            self._close()
        if self._file is None:
            self._number += 1
            self._name = self._series.name(self._number)
            self._file = _created(self._series.folder / self._name)
            info = info_record(self._name, self._series.info)
            self._info_id = info.rec_headers.get_header("WARC-Record-ID")
            self._put(packed_record(info))

    def _append(self, exchange: Packed) -> Record:
        return Record(
            file=self._name,
            offset=self._put(exchange.response + exchange.others),
            length=len(exchange.response),
            payload_digest=exchange.payload_digest,
            refers_to=exchange.refers_to,
        )

    def _put(self, records: bytes) -> int:
        """Write records in one go; give the offset of the first. What does not fit leaves no part behind."""
        assert self._file is not None  # noqa: S101 - it was opened by the caller
        offset, rest = self._file.tell(), memoryview(records)
        try:
            while rest:
                rest = rest[self._file.write(rest) :]
        except OSError as error:
            self._file.truncate(offset)
            self._file.seek(offset)
            raise DiskFull(f"cannot write {self._name}: {error.strerror}: free some space, then go on") from error
        self._digest.update(records)
        return offset

    def _close(self) -> None:
        if self._file:
            digest, self._digest = self._digest, hashlib.sha256()
            size = self._file.tell()
            self._file.close()
            self._file = None
            if size:
                self.seals.append(Seal(self._name, size, f"sha256:{digest.hexdigest()}"))
            else:  # the disk was full before the first record
                (self._series.folder / self._name).unlink()


def _created(path: Path) -> FileIO:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("xb", buffering=0)
    except OSError as error:
        if error.errno == ENOSPC:
            raise DiskFull(f"cannot write {path}: {error.strerror}: free some space, then go on") from error
        raise ArchiveError(f"cannot write {path}: {error.strerror}: choose another folder with --data") from error
