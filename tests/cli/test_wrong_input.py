"""What a newcomer gives by mistake: each message names the thing and the way out."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from scraper.archive import open_archive
from scraper.cli import main
from scraper.items import Visit

FIRST_STEPS = ("no archive in", "'morgue crawl URL' or 'morgue import FILE' begins one")
OF_SOMETHING_ELSE = ("other/archive.db is a database of something else", "name the folder of an archive")
NO_DATABASE = ("junk/archive.db", "not an SQLite database", "name the folder of an archive")
TOO_NEW = ("newer/archive.db was made by a later version", "pip install --upgrade newsmorgue")


def database(path: Path, sql: str) -> None:
    path.parent.mkdir(exist_ok=True)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(sql)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, visit: Callable[..., Visit]) -> Path:
    """A folder with an archive in ``data``, and beside it what is none."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MORGUE_DATA", raising=False)
    for name in ("data", "newer"):
        with open_archive(tmp_path / name, create=True) as archive:
            archive.record(visit())
    database(
        tmp_path / "newer" / "archive.db", "INSERT INTO _sqlite_migrations VALUES (999, 'morgue', 'later', '2099')"
    )
    database(tmp_path / "other" / "archive.db", "CREATE TABLE birds (name)")
    (tmp_path / "junk").mkdir()
    (tmp_path / "junk" / "archive.db").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "empty").mkdir()
    (tmp_path / "README.md").write_text("# Notes\n")
    return tmp_path


@pytest.mark.parametrize(
    ("typed", "status", "words"),
    [
        ("import README.md", 1, ("README.md", "not known", ".html", ".txt", ".warc.gz", "renamed")),
        ("import empty", 1, ("nothing", ".html", ".txt", ".warc.gz")),
        ("import gone.html", 2, ("gone.html", "does not exist", "--help")),
        ("parse gone.html", 2, ("gone.html", "No such file", "http://")),
        ("parse empty", 2, ("empty", "directory", "http://")),
        ("crawl", 2, ("give an address", "--from FILE", "--source")),
        ("crawl --from gone.txt", 2, ("gone.txt", "does not exist")),
        ("crawl --from empty", 2, ("empty", "is a directory")),
        ("crawl news.example", 2, ("news.example", "write https://news.example")),
        ("add news.example/x y", 2, ("--help",)),
        ("harvest", 4, ("data/sources.toml", "'morgue add URL'")),
        ("sources", 1, ("data/sources.toml", "'morgue add URL'")),
        *((f"{command} --data empty", 1, FIRST_STEPS) for command in ("search x", "stats", "show 1", "verify", "urls")),
        *((f"{command} --data gone", 1, FIRST_STEPS) for command in ("search x", "list", "log", "reparse", "recount")),
        *((f"{command} --data other", 1, OF_SOMETHING_ELSE) for command in ("search x", "import README.md", "edits")),
        *((f"{command} --data junk", 1, NO_DATABASE) for command in ("search x", "import README.md", "export jsonl")),
        *((f"{command} --data newer", 1, TOO_NEW) for command in ("search x", "import README.md", "backup copy")),
        ("search x --data README.md", 2, ("README.md", "is a file")),
        ("merge empty", 1, ("no archive in empty", "name the folder that holds archive.db")),
        ("merge other", 1, OF_SOMETHING_ELSE),
        ("merge junk", 1, NO_DATABASE),
        ("merge newer", 1, TOO_NEW),
        ("merge README.md", 2, ("README.md", "is a file")),
        ("rebuild", 2, ("data", "move that away")),
        ("rebuild --data empty", 2, ("empty/captures", "*.warc.gz")),
        ("export pdf", 2, ("pdf", "csv", "parquet", "wacz")),
        ("export csv -o empty", 2, ("empty", "another name", "--overwrite")),
        ("backup README.md", 2, ("README.md", "is a file")),
        ("show 99", 1, ("no article 99", "'morgue search WORDS'")),
        ("compare 1 99", 1, ("no article 99", "'morgue search WORDS'")),
        ("sql SELEC", 2, ("SELEC",)),
        ("schedule", 2, ("--cron", "--systemd")),
        ("schedule --cron --systemd", 2, ("--cron or --systemd",)),
        ("schedule --cron -o units", 2, ("-o is for --systemd",)),
        ("backup data/copy", 2, ("data/copy", "elsewhere")),
        ("harvest --listen 9105", 2, ("--watch",)),
        ("add example.com --endpoints hatena", 2, ("--endpoints",)),
        ("add example.com --no-captures", 2, ("--no-captures",)),
        ("serch ferry", 2, ("'serch'", "'search'")),
        ("nonsense", 2, ("nonsense", "--help")),
    ],
)
@pytest.mark.usefixtures("here")
def test_a_mistake_is_named_with_the_way_out(typed: str, status: int, words: tuple[str, ...]) -> None:
    done = CliRunner().invoke(main, typed.split())
    assert done.exit_code == status, done.output
    assert [word for word in words if word not in done.output] == []
    assert "Traceback" not in done.output
