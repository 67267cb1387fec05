import os
import resource
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from scraper.archive import Archive, open_archive
from scraper.archive.connection import connect
from scraper.exceptions import ArchiveBusy, ArchiveError, ArchiveTooNew
from tests.conftest import NOON
from tests.looking import PATIENCE


def test_a_missing_archive_says_how_to_begin_one(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="morgue crawl URL"):
        open_archive(tmp_path)


def test_a_later_version_is_refused_with_the_way_out(archive: Archive) -> None:
    with sqlite3.connect(archive.path) as connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('morgue', 'from_the_future', '')"
        )
    connection.close()
    with pytest.raises(ArchiveTooNew, match=r"from_the_future.*upgrade"):
        open_archive(archive.path.parent)


def test_a_database_of_something_else_is_left_alone(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "archive.db") as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.close()
    with pytest.raises(ArchiveError, match="something else"):
        open_archive(tmp_path)
    with sqlite3.connect(tmp_path / "archive.db") as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("recipes",)]
    connection.close()


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "archive.db").write_bytes(b"Dear diary, " * 500)
    with pytest.raises(ArchiveError, match="not an SQLite database"):
        open_archive(tmp_path)


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")
    with pytest.raises(ArchiveError, match="--data"):
        open_archive(tmp_path / "data", create=True)


def test_another_writer_is_waited_for_then_named(archive: Archive) -> None:
    with (
        archive.transaction(),
        open_archive(archive.path.parent, busy_timeout=0.1) as second,
        pytest.raises(ArchiveBusy, match="another process is writing"),
        second.transaction(),
    ):
        pass


@pytest.mark.parametrize("folder_mode", [0o755, 0o555])
def test_an_archive_on_a_read_only_medium_can_be_read(archive: Archive, tmp_path: Path, folder_mode: int) -> None:
    archive.close()
    copy = tmp_path / "medium" / "archive.db"
    copy.parent.mkdir()
    copy.write_bytes(archive.path.read_bytes())
    copy.chmod(0o444)
    if os.access(copy, os.W_OK):
        pytest.skip("this user writes read-only files too")
    copy.parent.chmod(folder_mode)
    with open_archive(copy.parent) as medium:
        assert medium.statistics.totals()["articles"] == 0


FILL = """
import resource, sys
from datetime import UTC, datetime
from scraper.archive import open_archive
from scraper.items import Article, Visit
with open_archive(sys.argv[1], create=True) as archive:
    stored = 0
    try:
        while stored < 2000:
            url = f"https://news.example/{stored}"
            text = f"{stored} " + "A long day by the river. " * 400
            archive.record(Visit(url=url, visited_at=datetime.now(UTC), article=Article(url=url, title="T", body=text)))
            stored += 1
    except Exception as error:
        print(stored, type(error).__name__, error)
"""


def test_a_full_disk_is_said_in_words_and_what_was_stored_stays(tmp_path: Path) -> None:
    """A limit on the size of files fails a write in the same place as a full disk does."""
    done = subprocess.run(
        [sys.executable, "-c", FILL, str(tmp_path)],
        capture_output=True, text=True, timeout=PATIENCE, check=False,
        env=os.environ | {"PYTHONPATH": str(Path.cwd())},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (3_000_000, 3_000_000)),
    )  # fmt: skip
    stored, kind, words = done.stdout.split(maxsplit=2)
    assert kind == "DiskFull", done.stdout
    assert "disk" in words
    assert 0 < int(stored) < 2000
    with open_archive(tmp_path) as archive:
        assert archive.statistics.totals()["articles"] == int(stored)


def test_two_processes_may_begin_the_same_archive(tmp_path: Path) -> None:
    begin = "import sys; from scraper.archive import open_archive; open_archive(sys.argv[1], create=True).close()"
    command = [sys.executable, "-W", "error", "-c", begin, str(tmp_path / "new")]
    processes = [subprocess.Popen(command, stderr=subprocess.PIPE) for _ in range(4)]
    assert [process.communicate(timeout=PATIENCE)[1] for process in processes] == [b""] * 4


def test_sqlite_that_is_too_old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 31, 1))
    with pytest.raises(ArchiveError, match="too old"):
        connect(tmp_path / "archive.db", 1.0)


def test_a_second_connection_leaves_the_locks_of_the_first(tmp_path: Path) -> None:
    look = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('SELECT * FROM articles'); c.close()"
    with open_archive(tmp_path, create=True) as first:
        with first.transaction():
            first.harvests.start("files", NOON)
        open_archive(tmp_path).close()
        subprocess.run([sys.executable, "-c", look, str(first.path)], check=True)
        assert first.path.with_name("archive.db-wal").exists(), "another process has taken the log for its own"
