import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from scraper.archive import Archive, open_archive
from scraper.captures.payload_digest import sha256
from scraper.captures.writing import CaptureWriter, Series
from scraper.cli import main
from scraper.exceptions import BadInput
from scraper.fixity.backup import backup
from scraper.fixity.findings import Severity
from scraper.fixity.verification import verify
from scraper.items import Capture, Exchange, Visit
from tests.conftest import NOON

PAGE = b"<html><p>The ferry runs again.</p></html>" * 30


@pytest.fixture
def filled(archive: Archive, visit: Callable[..., Visit]) -> Archive:
    """An archive of three articles, each with its capture."""
    return fill(archive, visit, "abc")


def fill(archive: Archive, visit: Callable[..., Visit], names: str) -> Archive:
    writer = CaptureWriter(Series(archive.path.parent / "captures", 1, NOON, {"software": "test"}))
    for name in names:
        url = f"https://news.example/{name}"
        made = visit(url, body=f"The ferry runs again, {name}.")
        payload = PAGE + name.encode()
        record = writer.write(Exchange(url=url, fetched_at=NOON, status=200, payload=payload), {"address": url})
        made.capture = Capture(url=url, fetched_at=NOON, status=200, digest=sha256(payload), record=record)
        archive.record(made)
    writer.close()
    (seal,) = writer.seals
    with archive.transaction():
        archive.captures.seal(seal.name, seal.size, seal.digest)
    return archive


def captures(archive: Archive) -> Path:
    (path,) = (archive.path.parent / "captures").iterdir()
    return path


def damage(archive: Archive) -> list[str]:
    return [finding.where for finding in verify(archive) if finding.severity is Severity.DAMAGE]


def change(archive: Archive, sql: str) -> None:
    with sqlite3.connect(archive.path) as connection:
        connection.execute(sql)
    connection.close()


def test_a_whole_archive_has_no_findings(filled: Archive) -> None:
    assert list(verify(filled)) == []


def test_any_byte_that_flips_in_a_capture_file_is_found(archive: Archive, visit: Callable[..., Visit]) -> None:
    path = captures(fill(archive, visit, "ab"))
    whole = path.read_bytes()
    for place in range(len(whole)):
        flipped = bytearray(whole)
        flipped[place] ^= 0x10
        path.write_bytes(flipped)
        assert damage(archive), place


@pytest.mark.parametrize(
    ("sql", "where"),
    [
        ("UPDATE articles SET body = body || '!' WHERE id = 2", "articles 2"),
        ("UPDATE revisions SET title = 'Forged' WHERE id = 3", "revisions 3"),
        ("DELETE FROM revisions WHERE id = 1", "articles 1"),
        ("UPDATE urls SET article = 99 WHERE id = 1", "urls 1"),
        ("INSERT INTO articles_fts(articles_fts) VALUES ('delete-all')", "articles_fts"),
        ("INSERT INTO letters_fts(rowid, title) VALUES (1, '橋')", "letters_fts"),
        ("UPDATE captures SET offset = offset + 1 WHERE id = 2", "20260301T120000Z-000001-0001.warc.gz at"),
        ("UPDATE captures SET digest = 'sha256:00' WHERE id = 2", "20260301T120000Z-000001-0001.warc.gz at"),
        ("UPDATE captures SET file = 'lost.warc.gz' WHERE id = 2", "lost.warc.gz"),
    ],
)
def test_damage_is_named_with_its_place(filled: Archive, sql: str, where: str) -> None:
    change(filled, sql)
    assert any(found.startswith(where) for found in damage(filled)), damage(filled)


def test_a_file_that_is_gone_is_damage(filled: Archive) -> None:
    captures(filled).unlink()
    assert damage(filled) == ["20260301T120000Z-000001-0001.warc.gz"]


def test_what_a_crash_leaves_is_a_note(filled: Archive) -> None:
    path = captures(filled)
    record = filled.captures.of(3)[0]
    change(filled, "DELETE FROM captures WHERE id = 3")
    assert [(f.severity, f.is_repairable) for f in verify(filled)] == [(Severity.NOTE, True)]
    path.write_bytes(path.read_bytes()[: record["offset"] + 20])
    assert damage(filled)
    change(filled, "DELETE FROM capture_files")
    assert [f.severity for f in verify(filled)] == [Severity.NOTE]


def test_the_command_reports_repairs_and_exits(filled: Archive) -> None:
    data = ["--data", str(filled.path.parent)]
    assert CliRunner().invoke(main, ["verify", *data]).exit_code == 0
    change(filled, "INSERT INTO articles_fts(articles_fts) VALUES ('delete-all')")
    broken = CliRunner().invoke(main, ["verify", *data])
    assert broken.exit_code == 1
    assert "articles_fts" in broken.stdout
    assert CliRunner().invoke(main, ["verify", "--repair", *data]).exit_code == 0
    assert CliRunner().invoke(main, ["verify", *data]).exit_code == 0


def test_the_index_of_letters_is_made_anew(filled: Archive, visit: Callable[..., Visit]) -> None:
    filled.record(visit("https://news.example/bridge", title="橋", body="渡し船がまた走る。"))
    for sql in ("DELETE FROM letters_fts", "DELETE FROM letters_fts_data WHERE id > 10"):
        change(filled, sql)
        broken = CliRunner().invoke(main, ["verify", "--data", str(filled.path.parent)])
        assert "letters_fts" in broken.stdout
        assert CliRunner().invoke(main, ["verify", "--repair", "--data", str(filled.path.parent)]).exit_code == 0
        with open_archive(filled.path.parent) as repaired:
            assert [row["url"] for row in repaired.search("渡し")] == ["https://news.example/bridge"]


def test_a_backup_is_a_whole_archive(filled: Archive, tmp_path: Path) -> None:
    (filled.path.parent / "sources.toml").write_text("# mine\n", encoding="utf-8")
    copied = backup(filled, tmp_path / "copy")
    assert copied.captures == 1
    assert (tmp_path / "copy" / "sources.toml").exists()
    with open_archive(tmp_path / "copy") as copy:
        assert list(verify(copy)) == []
        assert copy.statistics.totals() == filled.statistics.totals()
    with pytest.raises(BadInput, match="already"):
        backup(filled, tmp_path / "copy")


def test_a_backup_beside_a_writer_is_consistent(filled: Archive, visit: Callable[..., Visit], tmp_path: Path) -> None:
    with open_archive(filled.path.parent) as other, other.transaction():
        other.articles.save(visit("https://news.example/later").article, NOON)  # type: ignore[arg-type]
        backup(filled, tmp_path / "copy")
    with open_archive(tmp_path / "copy") as copy:
        assert list(verify(copy)) == []
        assert copy.statistics.totals()["articles"] == 3
    shutil.rmtree(tmp_path / "copy")
