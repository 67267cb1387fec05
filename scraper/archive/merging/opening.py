"""Looking at an archive that is to be added to another, before anything is taken from it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from scraper.archive.connection import connect, is_of_earlier_version, plain_errors, read_only
from scraper.archive.harvests import Harvests
from scraper.archive.integrity import Integrity
from scraper.archive.sqlite import Database
from scraper.exceptions import ArchiveBusy, ArchiveError


@contextmanager
def readable(path: Path, workshop: Path) -> Iterator[Path]:
    """Give the file of an archive as this version reads it: the file itself, or a copy that was brought up to date.

    The copy is made in a folder below ``workshop`` and ends with the block. Raises ArchiveTooNew, ArchiveBusy while a
    harvest of this machine writes it, ArchiveError for a file that is damaged or no archive.
    """
    with plain_errors(path):
        is_old = _is_old(path)
    if not is_old:
        yield path
        return
    with TemporaryDirectory(prefix="merging-", dir=workshop) as folder:
        copy = Path(folder) / path.name
        with plain_errors(path):
            _copy(path, copy)
        yield copy


def _is_old(path: Path) -> bool:
    """Tell if a file was made by an earlier version; one of this version is checked."""
    with closing(_opened(path)) as database:
        is_old = is_of_earlier_version(database, path)
        if is_old and not database.table_names():
            raise ArchiveError(f"{path} is no archive of Morgue: it is empty")
        if not is_old:
            _check(database, path)
        return is_old


def _opened(path: Path) -> Database:
    return Database(sqlite3.connect(read_only(path), uri=True, isolation_level=None), execute_plugins=False)


def _copy(path: Path, copy: Path) -> None:
    with closing(_opened(path)) as database, closing(sqlite3.connect(copy)) as target:
        database.conn.backup(target)
    with closing(connect(copy, 30)) as database:
        _check(database, path)


def _check(database: Database, path: Path) -> None:
    """Refuse what is at work or damaged. Nothing has been taken over by then."""
    running = Harvests(database).running_here()
    if running:
        raise ArchiveBusy(
            f"{path}: harvest {min(running)} is writing to it: wait until it has finished, "
            "or make a copy with 'morgue backup' and merge that"
        )
    fault = next(Integrity(database).contents(), None)
    if fault:
        raise ArchiveError(
            f"{path} is damaged: {fault[0]}: {fault[1]}: 'morgue verify --data {path.parent}' names all of it; "
            "nothing was taken from it"
        )
