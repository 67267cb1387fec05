import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from scraper.archive import Archive, open_archive
from scraper.archive.migrations import STEPS
from scraper.exceptions import ArchiveBusy, ArchiveError, ArchiveTooNew, BadInput
from scraper.fixity.verification import verify
from scraper.merging import merge
from tests.merging.conftest import Captured


def changed(folder: Path, sql: str) -> Path:
    with closing(sqlite3.connect(folder / "archive.db", isolation_level=None)) as connection:
        connection.execute(sql)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return folder


def is_empty(archive: Archive) -> bool:
    return not any(archive.statistics.totals().values())


def test_the_archive_itself_is_refused(archive: Archive) -> None:
    with pytest.raises(BadInput, match="is the archive that it would be added to"):
        merge(archive, archive.path.parent)


def test_a_folder_without_an_archive_is_refused(archive: Archive, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no archive in"):
        merge(archive, tmp_path / "nothing")


@pytest.mark.parametrize(
    ("sql", "error", "words"),
    [
        (
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('morgue', 'from_the_future', '')",
            ArchiveTooNew,
            r"from_the_future.*upgrade",
        ),
        ("DROP TABLE _sqlite_migrations", ArchiveError, "something else"),
        ("UPDATE articles SET body = body || '!'", ArchiveError, r"articles 1: its text.*nothing was taken"),
        ("UPDATE urls SET article = 99", ArchiveError, "not there"),
        ("DELETE FROM revisions", ArchiveError, "no revision"),
        (
            f"UPDATE harvests SET finished = NULL, process = '{os.uname().nodename}/{os.getppid()}'",
            ArchiveBusy,
            "backup",
        ),
    ],
)
def test_what_cannot_be_merged_is_refused_before_anything_is_taken(
    archive: Archive, captured: Captured, sql: str, error: type[Exception], words: str
) -> None:
    folder = changed(captured("one", ("a", 0)), sql)
    before = (folder / "archive.db").read_bytes()
    with pytest.raises(error, match=words):
        merge(archive, folder)
    assert is_empty(archive)
    assert (folder / "archive.db").read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"Dear diary, " * 500])
def test_a_file_that_is_no_archive(archive: Archive, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "archive.db").write_bytes(content)
    with pytest.raises(ArchiveError, match=r"is no archive of Morgue|not an SQLite database"):
        merge(archive, tmp_path / "one")


def test_a_damaged_file_is_refused(archive: Archive, captured: Captured) -> None:
    path = changed(captured("one", ("a", 0)), "VACUUM") / "archive.db"
    with path.open("r+b") as file:
        file.seek(16384 * 3)
        file.write(b"\xff" * 16384 * 4)
    with pytest.raises(ArchiveError, match=r"archive.db"):
        merge(archive, path.parent)
    assert is_empty(archive)


def test_a_harvest_of_a_process_that_has_ended_is_no_hindrance(archive: Archive, captured: Captured) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, text=True, check=True
    )
    process = f"{os.uname().nodename}/{ended.stdout.strip()}"
    folder = changed(captured("one", ("a", 0)), f"UPDATE harvests SET finished = NULL, process = '{process}'")
    changed(folder, "UPDATE urls SET state = 'leased'")
    merge(archive, folder)
    assert list(archive.sql("SELECT finish_reason FROM harvests")) == [{"finish_reason": "merged"}]
    assert list(archive.sql("SELECT state FROM urls")) == [{"state": "queued"}]
    assert archive.harvests.unfinished() == [1]


def test_an_earlier_version_is_brought_up_in_a_copy(archive: Archive, tmp_path: Path) -> None:
    folder = old(tmp_path / "old", steps=12)
    before = (folder / "archive.db").read_bytes()
    assert merge(archive, folder).added["articles"] == 1
    assert (folder / "archive.db").read_bytes() == before
    assert list(verify(archive)) == []
    assert sorted(path.name for path in archive.path.parent.iterdir() if path.is_dir()) == []
    assert archive.copies.waiting() == 1


def old(folder: Path, steps: int) -> Path:
    """Make an archive as a version had it that knew the first steps only."""
    folder.mkdir()
    with closing(sqlite3.connect(folder / "archive.db", isolation_level=None)) as connection:
        open_archive(folder.with_name("new"), create=True).close()
        with closing(sqlite3.connect(folder.with_name("new") / "archive.db")) as new:
            (table,) = new.execute("SELECT sql FROM sqlite_master WHERE name = '_sqlite_migrations'").fetchone()
        connection.execute(table)
        for step in STEPS[:steps]:
            for sql in step.SQL:
                connection.execute(sql)
            values = ("morgue", step.__name__.rpartition(".")[2], "2026-01-01")
            connection.execute(
                "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES (?, ?, ?)", values
            )
        connection.execute("INSERT INTO sources (id, name, host) VALUES (1, 'news.example', 'news.example')")
        digest = "sha256:13c8c841fb53ad9953fbadbc2bcf1608d590d32828d3e5bc117b0f39f6c33679"
        connection.execute(
            """
            INSERT INTO articles (url, source, title, body, kind, digest, first_seen, last_seen)
            VALUES ('https://news.example/a', 1, 'A', 'B', 'article', ?, '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z')
            """,
            [digest],
        )
        connection.execute(
            """
            INSERT INTO revisions (article, seen_at, last_seen, title, body, digest)
            SELECT id, first_seen, last_seen, title, body, digest FROM articles
            """
        )
    return folder
