"""Rows for records that have none: after a crash, or for a whole archive that is lost."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from scraper.archive import Archive, open_archive
from scraper.archive.connection import FILE_NAME
from scraper.captures.places import files_in, name_of, whole_file
from scraper.captures.reading import fields_of, record_at
from scraper.captures.writing import seal_of
from scraper.exceptions import BadCapture, BadInput
from scraper.items import Visit
from scraper.processes import InOrder
from scraper.rereading.scanning import Place, Scan
from scraper.rereading.stored import StoredPage, visit_of

BATCH = 4 * 1024 * 1024
"""Bytes of payload that are read together, and stored in one transaction."""

NAME = re.compile(r"(\d{8}T\d{6}Z)-(?:(\d{6,})-\d{4,}|task-[0-9a-f]+)\.warc\.gz")
WORKSHOP = "rebuilding"
"""The folder below that of the archive in which a new one is made."""


@dataclass(slots=True)
class Restoration:
    """How far the work has come, and in the end how it went."""

    files: int = 0
    """Capture files that were gone over."""

    total: int = 0
    """Capture files in all."""

    outcomes: Counter[str] = field(default_factory=Counter)
    """Captures that got a row, by how the visit ended."""

    unreadable: int = 0
    """Records that are damaged or name a payload that is not there."""


Watcher = Callable[[Restoration], None]


@dataclass(frozen=True, slots=True)
class _Batch:
    file: str
    pages: list[StoredPage]
    is_last: bool


def rebuild(
    folder: Path, watch: Watcher | None = None, processes: int | None = None, stores: Sequence[str] = ()
) -> Restoration:
    """Make a new ``archive.db`` in a folder that has captures and no database; ``stores`` have captures of it too.

    Raises BadInput, ArchiveError, StoreAway.

    It is made aside and put into its place when it is whole; if the work is stopped, the next call goes on with it.
    """
    left = sorted(path.name for path in folder.glob(f"{FILE_NAME}*"))
    if left:
        raise BadInput(f"{folder} has {' and '.join(left)}: move that away, and keep it until the new one is checked")
    captures = folder / "captures"
    names = [path.name for path in captures.glob("*.warc.gz")] + [file for store in stores for file in files_in(store)]
    names.sort(key=lambda name: (name_of(name), name))
    if not names:
        places = " and ".join([str(captures), *stores])
        raise BadInput(
            f"{places}: no capture files (*.warc.gz) to make an archive from; --store names where others stay"
        )
    with open_archive(folder / WORKSHOP, create=True) as archive:
        done = archive.captures.seals()
        work = _Work(archive, captures, Restoration(files=len(done), total=len(names)), is_sealing=True)
        work.run([name for name in names if name not in done], watch, processes)
    (folder / WORKSHOP / FILE_NAME).replace(folder / FILE_NAME)
    (folder / WORKSHOP).rmdir()
    return work.restoration


def restore(archive: Archive, processes: int | None = None) -> Restoration:
    """Give every record that has no row its row, but for files that a crawl is writing at this moment."""
    captures, at_work = archive.path.parent / "captures", archive.harvests.at_work()
    names = [path.name for path in sorted(captures.glob("*.warc.gz")) if _harvest(path.name)[0] not in at_work]
    work = _Work(archive, captures, Restoration(total=len(names)), is_sealing=False)
    work.run(names, None, processes)
    return work.restoration


class _Work:
    """Goes over files, has their pages read by several processes, and stores them in order."""

    def __init__(self, archive: Archive, captures: Path, restoration: Restoration, *, is_sealing: bool) -> None:
        self.restoration = restoration
        self._archive = archive
        self._captures = captures
        self._is_sealing = is_sealing
        self._scan = Scan(captures, self._place_of)
        self._harvests: dict[str, int] = {}

    def run(self, names: list[str], watch: Watcher | None, processes: int | None) -> None:
        shared = InOrder(_visits, processes)
        for batch, visits in shared(self._batches(names)):
            with self._archive.transaction():
                self._store(batch, visits)
            if watch:
                watch(self.restoration)

    def _batches(self, names: list[str]) -> Iterator[_Batch]:
        for name in names:
            pages, size = list[StoredPage](), 0
            for page in self._scan.pages(name):
                if self._archive.captures.has_record(name, page.record.offset):
                    continue
                pages.append(page)
                size += len(page.payload)
                if size > BATCH:
                    yield _Batch(name, pages, is_last=False)
                    pages, size = [], 0
            yield _Batch(name, pages, is_last=True)

    def _store(self, batch: _Batch, visits: list[Visit]) -> None:
        harvest = self._harvest_of(batch.file)
        for page, visit in zip(batch.pages, visits, strict=True):
            if visit.capture and page.is_revisit:
                visit.capture.record = self._archive.captures.as_revisit(page.record)
            self._archive.note_twin(visit)
            self.restoration.outcomes[self._archive.record(visit, harvest)] += 1
        if batch.is_last:
            faults = self._scan.faults[batch.file]
            self.restoration.files += 1
            self.restoration.unreadable += faults
            if self._is_sealing and not faults:
                with whole_file(self._captures, batch.file) as path:
                    seal = seal_of(path)
                self._archive.captures.seal(batch.file, seal.size, seal.digest)

    def _harvest_of(self, name: str) -> int:
        """Give the harvest that wrote a file, its row made anew from the file if it is lost."""
        if name not in self._harvests:
            number, started = _harvest(name)
            try:
                info = fields_of(record_at(self._captures, name, 0))
            except BadCapture:
                info = {}
            version = info.get("software", "").rpartition("/")[2] or "unknown"
            spider = info.get("spider") or "unknown"
            self._harvests[name] = self._archive.harvests.restore(number, started, spider, version)
        return self._harvests[name]

    def _place_of(self, digest: str) -> Place | None:
        row = self._archive.captures.with_payload(digest)
        return (row["file"], row["offset"]) if row else None


def _visits(batch: _Batch) -> list[Visit]:
    return [visit_of(page) for page in batch.pages]


def _harvest(name: str) -> tuple[int | None, datetime]:
    """Give the number and the beginning of the harvest that wrote a file, as its name says; None for another's file."""
    found = NAME.fullmatch(name_of(name))
    if found is None:
        return None, datetime.now(UTC)
    return int(found[2]) if found[2] else None, datetime.strptime(found[1], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
