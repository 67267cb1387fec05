"""One merge: look at the other archive, then add its tables bit by bit, then its capture files."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from scraper.archive import Archive
from scraper.archive.connection import FILE_NAME, plain_errors
from scraper.archive.merging import FIRST, LAST, PORTIONED, STEPWISE, Portioned
from scraper.archive.merging.checking import lacking
from scraper.archive.merging.meeting import Meeting
from scraper.archive.merging.opening import readable
from scraper.exceptions import ArchiveError, BadInput
from scraper.merging.carrying import Carrier
from scraper.merging.keep import Keep

SHARE_LEFT = 0.1
"""Part of the time that is left to others who wait to write: SQLite knows no queue."""


@dataclass(slots=True)
class Merged:
    """How far a merge has come, and in the end what it brought."""

    started: float = field(default_factory=time.monotonic)
    phase: str = "looking at it"
    total: int = 0
    """Articles, addresses and captures of the other archive."""

    done: int = 0
    added: Counter[str] = field(default_factory=Counter)
    """Rows that came in, by table."""

    changed: Counter[str] = field(default_factory=Counter)
    """Rows that were here and know more now, by table."""

    @property
    def seconds(self) -> float:
        """How long it took until now."""
        return time.monotonic() - self.started


Watcher = Callable[[Merged], None]


def merge(archive: Archive, other: Path, captures: Keep = Keep.COPY, watch: Watcher | None = None) -> Merged:
    """Add the archive in the folder ``other`` to an archive; a second time changes nothing.

    Each portion is a transaction: after a crash the same call goes on. ``other`` is only read, but for files that are
    moved. Raises BadInput, ArchiveTooNew, ArchiveBusy, ArchiveError; what is wrong with ``other`` is found before
    anything is taken.
    """
    path = other / FILE_NAME
    if not path.exists():
        raise BadInput(f"no archive in {other}: name the folder that holds {FILE_NAME}")
    if path.samefile(archive.path):
        raise BadInput(f"{other} is the archive that it would be added to: name another, or another --data")
    merged = Merged()
    told = watch or (lambda _: None)
    told(merged)
    with readable(path, archive.path.parent) as file, plain_errors(archive.path), archive.meeting(file) as met:
        _merge(archive, met, Carrier(archive, other, met, captures), merged, told)
    return merged


def _merge(archive: Archive, met: Meeting, carrier: Carrier, merged: Merged, told: Watcher) -> None:
    merged.added, merged.changed = met.added, met.changed
    merged.total = sum(met.value(f"SELECT count(*) FROM other.{table}") for table in PORTIONED)  # noqa: S608
    carrier.check()
    with archive.transaction():
        for rule in FIRST.values():
            rule(met)
    for table, portioned in PORTIONED.items():
        merged.phase = table
        for after, until, count in _portions(met, table, portioned.portion):
            with _turn(archive):
                _bring(met, portioned, after, until)
            merged.done += count
            told(merged)
    for table, steps in STEPWISE.items():
        merged.phase = table
        for step in steps(met):
            with _turn(archive):
                step()
            told(merged)
    merged.phase = "capture files"
    for _ in carrier.carry():
        told(merged)
    with archive.transaction():
        for rule in LAST.values():
            rule(met)
    _check(archive, met)
    carrier.finish()


def _check(archive: Archive, met: Meeting) -> None:
    """Raise ArchiveError if something did not come over, such as what was written meanwhile."""
    for table, count in lacking(met):
        raise ArchiveError(
            f"{count} rows of {table} are not in {archive.path}: somebody wrote there meanwhile, try again"
        )


def _bring(met: Meeting, portioned: Portioned, after: int, until: int) -> None:
    portioned.bring(met, after, until)
    for rule in portioned.along.values():
        if rule:
            rule(met)


@contextmanager
def _turn(archive: Archive) -> Iterator[None]:
    """Write in a transaction, then leave others the time for theirs."""
    began = time.monotonic()
    with archive.transaction():
        yield
    time.sleep(SHARE_LEFT * (time.monotonic() - began))


def _portions(met: Meeting, table: str, size: int) -> Iterator[tuple[int, int, int]]:
    """Give ranges of ids of the other archive, each with how many rows it has."""
    after = 0
    while True:
        until, count = next(
            met.database.conn.execute(
                f"SELECT max(id), count(*) FROM (SELECT id FROM other.{table} WHERE id > ? ORDER BY id LIMIT ?)",  # noqa: S608
                [after, size],
            )
        )
        if not count:
            return
        yield after, until, count
        after = until
