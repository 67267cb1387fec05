"""One import: portions are read by processes beside each other and stored here, each in one transaction."""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

from scraper.archive import Archive
from scraper.archive.stamps import now
from scraper.captures.writing import CaptureWriter, Series
from scraper.exceptions import MorgueError
from scraper.importing.choice import PORTION, Choice
from scraper.importing.files import files
from scraper.importing.filters import Filters
from scraper.importing.portions import Portion, portions
from scraper.importing.reading import ReadPage, ReadPortion, forget, read_portion
from scraper.items import Outcome
from scraper.processes import InOrder
from scraper.version import __version__

AHEAD = timedelta(days=2)
"""How far in the future a capture may be dated: clocks differ."""

INFO = {
    "software": f"newsmorgue/{__version__}",
    "format": "WARC File Format 1.1",
    "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
    "spider": "files",
    "description": "pages imported from files; nothing was asked of a server",
}


@dataclass(slots=True)
class Imported:
    """How far an import has come, and in the end how it went."""

    harvest: int
    started: float
    total: int = 0
    """Bytes of all files."""

    read: int = 0
    """Bytes that were read and stored."""

    outcomes: Counter[str] = field(default_factory=Counter)
    """Pages by outcome."""

    skipped: Counter[str] = field(default_factory=Counter)
    """What was passed over, by reason."""

    faults: dict[str, str] = field(default_factory=dict)
    """Where something was wrong, the first of each reason."""

    finish_reason: str = "finished"
    """``finished``, ``shutdown`` after Ctrl-C, ``archive_error``."""

    error: MorgueError | None = None
    """What ended it early."""

    @property
    def archived(self) -> int:
        """How many pages ended with their article in the archive."""
        return sum(count for outcome, count in self.outcomes.items() if Outcome(outcome).is_archived)

    @property
    def seconds(self) -> float:
        """How long it took until now."""
        return time.monotonic() - self.started


Watcher = Callable[[Imported], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How to import."""

    url: str | None = None
    """The address of the only page, where it is known."""

    filters: Filters = field(default_factory=Filters)
    keeps_captures: bool = True
    processes: int | None = None
    """How many read pages beside this one; None for one a processor, 0 for none: this one reads them itself."""

    portion: int = PORTION
    """Bytes that one of them reads at a time."""


def import_files(archive: Archive, paths: Sequence[Path], options: Options, watch: Watcher | None = None) -> Imported:
    """Archive the pages of files and folders. What cannot be read is counted; Ctrl-C ends it in good order."""
    with archive.transaction():
        harvest = archive.harvests.start("files", now())
    imported = Imported(harvest, time.monotonic(), total=sum(_size(path) for path in files(paths)))
    choice = Choice(
        folder=archive.path.parent,
        now=now() + AHEAD,
        harvest=harvest,
        filters=options.filters,
        url=options.url,
        keeps_captures=options.keeps_captures,
        portion=options.portion,
    )
    writer = CaptureWriter(Series(archive.path.parent / "captures", harvest, now(), INFO))
    try:
        for portion, read in _checked(paths, choice, archive, options.processes):
            _store(archive, writer, (portion, read), imported)
            if watch:
                watch(imported)
    except KeyboardInterrupt:
        imported.finish_reason = "shutdown"
    except MorgueError as error:
        imported.finish_reason, imported.error = "archive_error", error
    _finish(archive, writer, imported)
    return imported


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _checked(
    paths: Sequence[Path], choice: Choice, archive: Archive, processes: int | None
) -> Iterator[tuple[Portion, ReadPortion]]:
    """Give what was read, in order. A part that did not begin where the one before ended is read once more.

    What looks like a record in the middle of a file may be part of a page, made to be taken for a record.
    """
    shared = InOrder(read_portion, processes)
    path, ended = None, 0
    for planned, first in shared(portions(files(paths), choice, archive.imports)):
        portion, read = planned, first
        if portion.path and portion.path == path and read.began != ended:
            portion = replace(portion, start=ended, is_exact=True)
            read = read_portion(portion)
        path, ended = portion.path, read.ended
        yield portion, read


def _store(archive: Archive, writer: CaptureWriter, brought: tuple[Portion, ReadPortion], imported: Imported) -> None:
    portion, read = brought
    outcomes: Counter[str] = Counter()
    with archive.transaction():
        for page in read.pages:
            outcome = _store_page(archive, writer, page, imported.harvest)
            outcomes[outcome or "already archived"] += 1
        if portion.progress and read.is_whole:
            position = read.ended if portion.path else portion.progress.position
            archive.imports.note(replace(portion.progress, position=position), now())
    read.skipped["already archived"] += outcomes.pop("already archived", 0)
    imported.outcomes += outcomes
    imported.skipped += read.skipped
    imported.faults = read.faults | imported.faults
    imported.read += portion.size


def _store_page(archive: Archive, writer: CaptureWriter, page: ReadPage, harvest: int) -> Outcome | None:
    """Store a page; None if another process or an earlier portion has brought it already."""
    visit = page.visit
    if archive.captures.is_known(visit.url, *page.known_by):
        return None
    if page.packed and visit.capture:
        visit.capture.record = writer.append(page.packed)
    archive.note_twin(visit)
    return archive.record(visit, harvest)


def _finish(archive: Archive, writer: CaptureWriter, imported: Imported) -> None:
    forget(archive.path.parent)
    writer.close()
    outcomes: Mapping[str, int] = imported.outcomes
    try:
        with archive.transaction():
            for seal in writer.seals:
                archive.captures.seal(seal.name, seal.size, seal.digest)
            archive.harvests.finish(imported.harvest, now(), imported.finish_reason, outcomes)
    except MorgueError as error:
        imported.error = imported.error or error
