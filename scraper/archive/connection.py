"""Opening the SQLite file: settings of the connection, errors in words, the check of its version."""

import os
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scraper.archive.migrations import migrations
from scraper.archive.sqlite import Database
from scraper.exceptions import ArchiveBusy, ArchiveError, ArchiveTooNew, DiskFull

FILE_NAME = "archive.db"
SqlValue = str | bytes | int | float | None
PAGE_SIZE = 16384
"""Bytes. Into SQLite's own 4096 one article fits, and what is left of the page is lost: a tenth of the file."""

OLDEST_SQLITE = (3, 37, 0)
"""STRICT tables came with it."""


def connect(path: Path, busy_timeout: float) -> Database:
    """Open or create the archive file and bring it to the newest schema.

    ``busy_timeout`` is how many seconds to wait for another writer. Raises ArchiveBusy, ArchiveTooNew, or ArchiveError
    for a folder that cannot be written, a file of another kind, a full disk.
    """
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise ArchiveError(f"SQLite {sqlite3.sqlite_version} is too old: Python has to be built with 3.37 or later")
    with plain_errors(path):
        connection = sqlite3.connect(_target(path), uri=True, timeout=busy_timeout, isolation_level=None)
        try:
            return _prepared(connection, path)
        except BaseException:
            connection.close()
            raise


def _target(path: Path) -> str:
    """Ask for a read-only connection where the file cannot be written: an archive on a read-only medium can be read."""
    return path.absolute().as_uri() if _is_writable(path) else read_only(path)


def read_only(path: Path) -> str:
    """Give the URI by which SQLite reads a file that is there and never writes it.

    In a folder that cannot be written, SQLite cannot make the shared memory that it reads a write-ahead log with; there
    nobody else writes, so that the file may be taken as it lies.
    """
    is_alone = not os.access(path.parent, os.W_OK) and not path.with_name(f"{path.name}-wal").exists()
    return f"{path.absolute().as_uri()}?mode=ro{'&immutable=1' if is_alone else ''}"


def _is_writable(path: Path) -> bool:
    """Tell if the file can be written; make it if it is not there.

    A file that is there is not opened: closing it would drop the locks of every other connection of this process, and
    another process could take the write-ahead log away under them.
    """
    if path.exists():
        return os.access(path, os.W_OK)
    try:
        with path.open("ab"):
            return True
    except OSError as error:
        raise ArchiveError(f"cannot write {path}: {error.strerror}: choose another folder with --data") from error


def _prepared(connection: sqlite3.Connection, path: Path) -> Database:
    database = Database(connection, execute_plugins=False)  # looking for those of others reads what is installed
    pending = is_of_earlier_version(database, path)
    if pending and not _is_writable(path):
        raise ArchiveError(f"{path} was made by an earlier version and cannot be written: copy it and open the copy")
    if pending:
        _begin_log(database)
        _migrate(database)
    database.execute("PRAGMA synchronous = NORMAL")
    database.execute("PRAGMA foreign_keys = ON")
    add_functions(connection)
    return database


def add_functions(connection: sqlite3.Connection) -> None:
    """Add to a connection what the archive's own queries need of SQL functions."""
    connection.create_function("casefold", 1, _casefold, deterministic=True)


def _casefold(value: SqlValue) -> SqlValue:
    """Compare letters of any alphabet without capitals; SQLite itself knows those of English."""
    return value.casefold() if isinstance(value, str) else value


def _begin_log(database: Database) -> None:
    """Turn on the write-ahead log. SQLite does not wait for others that do so at the same moment: wait here."""
    for pause in (0.05, 0.1, 0.2, 0.4, 0.8, 1.6, None):
        try:
            database.execute(f"PRAGMA page_size = {PAGE_SIZE}")  # of a new file; one that is there keeps its own
            database.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            if pause is None:
                raise
            time.sleep(pause)
        else:
            return


def _migrate(database: Database) -> None:
    """Apply what is pending under a write lock, so that two processes that start together do not both try."""
    database.execute("BEGIN IMMEDIATE")
    try:
        migrations.apply(database)
        database.execute("COMMIT")
    except BaseException:
        database.rollback()
        raise


def is_of_earlier_version(database: Database, path: Path) -> bool:
    """Tell if steps of the schema are still to be taken.

    Raises ArchiveTooNew for an archive of a later version, ArchiveError for a database of something else.
    """
    known = [step.name for step in migrations._migrations]  # noqa: SLF001 - the library gives no list of its own
    applied = _applied(database)
    unknown = applied.difference(known)
    if unknown:
        raise ArchiveTooNew(
            f"{path} was made by a later version of Morgue (it has the step {min(unknown)!r}): "
            "upgrade with 'pip install --upgrade newsmorgue'"
        )
    if not applied and database.table_names():
        raise ArchiveError(f"{path} is a database of something else: name the folder of an archive of Morgue")
    return not applied.issuperset(known)


def _applied(database: Database) -> set[str]:
    """Give the steps that were taken; as the library does, in two statements instead of ten: each opening asks."""
    table = migrations.migrations_table
    sql = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?"
    if not database.execute(sql, [table]).fetchall():
        return set()
    rows = database.execute(f"SELECT name FROM [{table}] WHERE migration_set = ?", [migrations.name])  # noqa: S608
    return {str(name) for (name,) in rows}


@contextmanager
def plain_errors(path: Path) -> Iterator[None]:
    """Turn what SQLite raises into an ArchiveError that names the file and the way out."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code == sqlite3.SQLITE_IOERR and _is_full(path.parent):
            code = sqlite3.SQLITE_FULL
        kind, words = _MEANINGS.get(code, (ArchiveError, f"{error}"))
        if code == 0 or (kind is ArchiveError and code not in _MEANINGS):
            raise
        raise kind(f"{path}: {words}") from error


def _is_full(folder: Path) -> bool:
    """Tell if a folder has no room for the index of the log: SQLite calls that an error of reading and writing."""
    try:
        return shutil.disk_usage(folder).free < _ROOM
    except OSError:
        return False


_ROOM = 65_536
"""Bytes that SQLite needs at least to write anything: the index of the log alone takes half of it."""

_MEANINGS: dict[int, tuple[type[ArchiveError], str]] = {
    sqlite3.SQLITE_BUSY: (ArchiveBusy, "another process is writing to it: wait until it has finished, then try again"),
    sqlite3.SQLITE_LOCKED: (
        ArchiveBusy,
        "another process is writing to it: wait until it has finished, then try again",
    ),
    sqlite3.SQLITE_FULL: (
        DiskFull,
        "the disk is full: what was stored before is safe; free some space, then go on",
    ),
    sqlite3.SQLITE_IOERR: (DiskFull, "the disk cannot be written or read: check its space and health, then go on"),
    sqlite3.SQLITE_READONLY: (ArchiveError, "it cannot be written: check its permissions, or choose another --data"),
    sqlite3.SQLITE_CANTOPEN: (ArchiveError, "it cannot be opened: check the permissions of its folder"),
    sqlite3.SQLITE_NOTADB: (ArchiveError, "it is not an SQLite database: name the folder of an archive of Morgue"),
    sqlite3.SQLITE_CORRUPT: (ArchiveError, "it is damaged: keep a copy and try 'sqlite3 archive.db .recover'"),
}
