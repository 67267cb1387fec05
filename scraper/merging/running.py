"""One merge: look at the other archive, then add its tables bit by bit, then its capture files."""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from scraper.archive import Archive
from scraper.archive.connection import FILE_NAME, plain_errors
from scraper.archive.merging import FIRST, LAST, PORTIONED, STEPWISE, Portioned
from scraper.archive.merging.checking import lacking, lacking_of
from scraper.archive.merging.meeting import Meeting
from scraper.archive.merging.opening import readable
from scraper.archive.merging.search_index import prepared_for_many
from scraper.exceptions import ArchiveError, BadInput
from scraper.merging.carrying import Carrier
from scraper.merging.keep import Keep
from scraper.merging.progress import Merged, Watcher
from scraper.merging.room import check_room, rows_size

SHARE_LEFT = 0.1
"""Part of the time that is left to others who wait to write: SQLite knows no queue."""

SMALL = 250
"""Rows of each large table up to which another archive comes in at once."""


def merge(
    archive: Archive,
    other: Path,
    captures: Keep = Keep.COPY,
    watch: Watcher | None = None,
    *,
    are_captures_checked: bool = False,
) -> Merged:
    """Add the archive in the folder ``other`` to an archive; a second time changes nothing.

    ``are_captures_checked`` says that its capture files are known to be what they were when they were closed.

    Each portion is a transaction, a small archive as a whole: after a crash the same call goes on. ``other`` is only
    read, but for files that are moved. Raises BadInput, ArchiveTooNew, ArchiveBusy, ArchiveError; what is wrong with
    ``other`` is found before anything is taken.
    """
    merged, told = Merged(), watch or (lambda _: None)
    merged.begin(f"checking {other / FILE_NAME}")
    told(merged)
    with _meeting(archive, other) as met:
        merged.added, merged.changed = met.added, met.changed
        carrier = Carrier(archive, other, met, captures)
        _counted(merged, told, "checking capture files", carrier.check(is_whole=are_captures_checked))
        check_room(archive.path.parent, _needed(met, other, carrier))
        _merge(archive, met, carrier, (merged, told))
    return merged


def preview(archive: Archive, other: Path, captures: Keep = Keep.COPY) -> tuple[dict[str, int], int]:
    """Give how many rows of each table a merge would add, and the bytes that it needs; nothing is changed.

    Raises what `merge` raises; of capture files only that they are there is looked at.
    """
    with _meeting(archive, other) as met:
        carrier = Carrier(archive, other, met, captures)
        list(carrier.check(is_whole=True))
        counts = dict(lacking(met)) | ({"capture files": carrier.missing} if carrier.missing else {})
        return counts, _needed(met, other, carrier)


@contextmanager
def _meeting(archive: Archive, other: Path) -> Iterator[Meeting]:
    """Look at the other archive and attach it. Raises BadInput for a folder that cannot be merged into this one."""
    path = other / FILE_NAME
    if not path.exists():
        raise BadInput(f"no archive in {other}: name the folder that holds {FILE_NAME}")
    if path.samefile(archive.path):
        raise BadInput(f"{other} is the archive that it would be added to: name another, or another --data")
    with readable(path, archive.path.parent) as file, plain_errors(archive.path), archive.meeting(file) as met:
        yield met


def _needed(met: Meeting, other: Path, carrier: Carrier) -> int:
    articles = met.value("SELECT count(*) FROM other.articles")
    return rows_size(other / FILE_NAME, lacking_of(met, "articles"), articles) + carrier.size


def _counted(merged: Merged, told: Watcher, phase: str, work: Iterable[object], total: int = 0) -> None:
    merged.begin(phase, total)
    for _ in work:
        merged.done += 1
        told(merged)


def _merge(archive: Archive, met: Meeting, carrier: Carrier, watched: tuple[Merged, Watcher]) -> None:
    with archive.transaction() if _is_small(met) else nullcontext():
        _add(archive, met, carrier, watched)
    carrier.finish()


def _is_small(met: Meeting) -> bool:
    """Tell if all can come in with one transaction: each of the dozen that there are else costs a millisecond."""
    sql = "SELECT count(*) FROM (SELECT 1 FROM other.{} LIMIT ?)"
    return all(met.value(sql.format(table), [SMALL + 1]) <= SMALL for table in PORTIONED)


def _add(archive: Archive, met: Meeting, carrier: Carrier, watched: tuple[Merged, Watcher]) -> None:
    with archive.transactions.joined():
        for rule in FIRST.values():
            rule(met)
    with prepared_for_many(met):
        for table, portioned in PORTIONED.items():
            _bring_all(archive, met, (table, portioned), watched)
    for table, steps in STEPWISE.items():
        _counted(*watched, table, _taken(archive, steps(met)))
    _counted(*watched, "capture files", carrier.carry(), carrier.missing)
    with archive.transactions.joined():
        for rule in LAST.values():
            rule(met)
    watched[0].begin("checking")
    watched[1](watched[0])
    _check(archive, met)


def _bring_all(archive: Archive, met: Meeting, what: tuple[str, Portioned], watched: tuple[Merged, Watcher]) -> None:
    (table, portioned), (merged, told) = what, watched
    merged.begin(table, met.value(f"SELECT count(*) FROM other.{table}"))  # noqa: S608 - constants
    for after, until, count in _portions(met, table, portioned.portion):
        with _turn(archive):
            _bring(met, portioned, after, until)
        merged.done += count
        told(merged)


def _taken(archive: Archive, steps: Iterable[Callable[[], None]]) -> Iterator[None]:
    for step in steps:
        with _turn(archive):
            step()
        yield


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
    if archive.transactions.is_open:
        yield
        return
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
