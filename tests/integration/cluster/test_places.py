"""Captures that lie in a store: a folder that is shared, and an S3-compatible server."""

import builtins
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner

from scraper.archive import Archive, open_archive
from scraper.captures.places import files_in, is_elsewhere, store_of
from scraper.captures.reading import record_at
from scraper.captures.writing import CaptureWriter, Series, seal_of
from scraper.cli import main
from scraper.cluster.spool import Parcel, Spool, Tampered
from scraper.exceptions import ArchiveError, BadCapture, BadInput, StoreAway
from scraper.fixity.backup import backup
from scraper.fixity.findings import Severity
from scraper.fixity.verification import verify
from scraper.items import Capture, Exchange, Visit
from scraper.merging import Keep, merge
from scraper.rereading.restoring import rebuild
from scraper.rereading.stored import sha256
from tests.conftest import NOON
from tests.store import Store

TEXT = "".join(f"<p>The council of the small town met and spoke a long time about ferry {n}.</p>" for n in range(6))


def page(name: str) -> bytes:
    text = f"<article><h1>Ferry {name}</h1>{TEXT}<p>{name}</p></article>"
    return f"<html lang='en'><head><title>Ferry {name}</title></head><body>{text}</body></html>".encode()


@pytest.fixture(params=["folder", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Give the address of a spool, of each kind."""
    if request.param == "folder":
        yield str(tmp_path / "a spool")
        return
    with Store() as server:
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
        server.make("morgue")
        yield "s3://morgue/main"


def fill(archive: Archive, visit: Callable[..., Visit]) -> None:
    """Store three pages with their captures, the second of which is never changed, in one file."""
    writer = CaptureWriter(Series(archive.path.parent / "captures", 1, NOON, {"software": "test", "spider": "urls"}))
    with archive.transaction():
        archive.harvests.start("urls", NOON)
    for name in ("a", "b", "c"):
        url = f"https://news.example/{name}"
        made = visit(url, title=f"Ferry {name}", body=f"The ferry runs again, {name}.")
        exchange = Exchange(
            url=url, fetched_at=NOON, status=200, headers=[("Content-Type", "text/html")], payload=page(name)
        )
        record = writer.write(exchange, {"address": url})
        made.capture = Capture(
            url=url, fetched_at=NOON, status=200, content_type="text/html", digest=sha256(page(name)), record=record
        )
        archive.record(made, 1)
    writer.close()
    (seal,) = writer.seals
    with archive.transaction():
        archive.captures.seal(seal.name, seal.size, seal.digest)


def put_away(archive: Archive, store: str) -> str:
    """Move the only capture file of an archive to a store; give its address there."""
    (path,) = (archive.path.parent / "captures").iterdir()
    spool = Spool(store)
    parcel = spool.put(path, f"results/1-0/{path.name}")
    place = spool.keep(parcel, "captures/2026-03-01/20260301T120000Z-task-1a2b.warc.gz")
    assert spool.keep(parcel, "captures/2026-03-01/20260301T120000Z-task-1a2b.warc.gz") == place
    spool.remove("results/1-0")
    with archive.transaction():
        archive.captures.move(path.name, place)
    path.unlink()
    return place


@pytest.fixture
def elsewhere(archive: Archive, visit: Callable[..., Visit], store: str) -> str:
    """Give the address of the file in which the captures of the archive are."""
    fill(archive, visit)
    return put_away(archive, store)


def run(archive: Archive, *arguments: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(main, [*arguments, "--data", str(archive.path.parent)])
    return done.exit_code, done.stdout, done.stderr


def change(store: str, file: str, content: bytes) -> None:
    place = f"captures/{file.partition('/captures/')[2]}"
    spool = Spool(store)
    spool.remove(place)
    if content:
        spool._system.pipe_file(spool._at(place), content)  # noqa: SLF001 - nothing of Morgue damages a file


def test_what_lies_in_a_store_is_read_there(archive: Archive, elsewhere: str) -> None:
    rows = list(archive.captures.in_files())
    assert [row["file"] for row in rows] == [elsewhere] * 3
    folder = archive.path.parent / "captures"
    assert [record_at(folder, row["file"], row["offset"]).page() for row in rows] == [page(n) for n in "abc"]
    assert list(verify(archive)) == []
    code, _, said = run(archive, "reparse")
    assert (code, "3 captures of 3 articles read: 3 changed" in said) == (0, True), said
    with pytest.raises(BadCapture, match="compression"):
        record_at(folder, elsewhere, rows[1]["offset"] + 1)


@pytest.mark.parametrize("form", ["warc", "wacz"])
def test_exports_take_pages_from_the_store(archive: Archive, elsewhere: str, form: str, tmp_path: Path) -> None:
    assert is_elsewhere(elsewhere)
    code, _, said = run(archive, "export", form, "-o", str(tmp_path / f"out.{form}"))
    assert (code, "3 captures" in said, "damaged" in said) == (0, True, False), said


def test_what_a_store_has_lost_or_changed_is_damage(archive: Archive, elsewhere: str, store: str) -> None:
    spool, place = Spool(store), f"captures/{elsewhere.partition('/captures/')[2]}"
    whole = bytearray(spool._system.cat_file(spool._at(place)))  # noqa: SLF001 - as above
    whole[-5] ^= 1
    change(store, elsewhere, bytes(whole))
    found = list(verify(archive))
    assert {finding.severity for finding in found} == {Severity.DAMAGE}
    assert all(finding.where.startswith(elsewhere) for finding in found)
    change(store, elsewhere, b"")
    assert [(one.severity, one.where) for one in verify(archive)] == [(Severity.DAMAGE, elsewhere)]


def test_an_archive_is_made_anew_from_a_store(archive: Archive, elsewhere: str, store: str, tmp_path: Path) -> None:
    assert files_in(store) == [elsewhere]
    with pytest.raises(BadInput, match="--store"):
        rebuild(tmp_path / "new", processes=0)
    done = rebuild(tmp_path / "new", processes=0, stores=[store])
    assert (done.total, done.outcomes["stored"], done.unreadable) == (1, 3, 0)
    with open_archive(tmp_path / "new") as new:
        assert list(verify(new)) == []
        assert new.captures.seals() == archive.captures.seals()
        (harvest,) = (new.harvests.newest(),)
        assert harvest
        assert harvest["started"] == "2026-03-01T12:00:00Z"


def test_a_backup_says_what_it_leaves_out(archive: Archive, elsewhere: str, tmp_path: Path) -> None:
    copied = backup(archive, tmp_path / "copy")
    assert (copied.captures, copied.elsewhere) == (0, {store_of(elsewhere): 1})
    said = run(archive, "backup", str(tmp_path / "again"))[2]
    assert f"left out: 1 capture files that stay in {store_of(elsewhere)}" in said
    with open_archive(tmp_path / "copy") as copy:
        assert list(verify(copy)) == []


@pytest.mark.parametrize("keep", [Keep.COPY, Keep.MOVE])
def test_a_merge_keeps_their_place(archive: Archive, elsewhere: str, keep: Keep, tmp_path: Path) -> None:
    shutil.copytree(archive.path.parent, tmp_path / "other")
    with open_archive(tmp_path / "main", create=True) as target:
        for added in (1, 0):
            assert merge(target, tmp_path / "other", keep).added["capture_files"] == added
        assert list(verify(target)) == []
        assert {row["file"] for row in target.captures.in_files()} == {elsewhere}
    assert list(verify(archive)) == []


def test_a_merge_that_leaves_pages_leaves_their_places(archive: Archive, elsewhere: str, tmp_path: Path) -> None:
    assert elsewhere
    with open_archive(tmp_path / "main", create=True) as target:
        merge(target, archive.path.parent, Keep.LEAVE)
        assert list(target.captures.in_files()) == []


def test_pages_that_are_here_are_not_looked_for_in_a_store(
    archive: Archive, visit: Callable[..., Visit], tmp_path: Path
) -> None:
    fill(archive, visit)
    shutil.copytree(archive.path.parent, tmp_path / "other")
    with open_archive(tmp_path / "other") as other:
        place = put_away(other, str(tmp_path / "spool"))
        with other.transaction():
            other._database.execute("UPDATE captures SET fetched_at = '2026-03-02T12:00:00Z' WHERE id = 3")  # noqa: SLF001
    merge(archive, tmp_path / "other")
    files = [row["file"] for row in archive.captures.in_files()]
    assert files == ["20260301T120000Z-000001-0001.warc.gz"] * 3 + [place]
    assert list(verify(archive)) == []


def test_a_merge_refuses_places_that_are_no_store(
    archive: Archive, visit: Callable[..., Visit], tmp_path: Path
) -> None:
    fill(archive, visit)
    with archive.transaction():
        archive.captures.move("20260301T120000Z-000001-0001.warc.gz", "http://inside.example/x.warc.gz")
    with open_archive(tmp_path / "main", create=True) as target, pytest.raises(ArchiveError, match="no store"):
        merge(target, archive.path.parent)
    damage = [one for one in verify(archive) if one.severity is Severity.DAMAGE]
    assert [(one.where, "S3-compatible stores" in one.what) for one in damage] == [
        ("http://inside.example/x.warc.gz", True)
    ]


def test_a_store_that_is_away_is_no_damage_and_says_what_to_do(
    archive: Archive, visit: Callable[..., Visit], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (Store.KEYS | {"AWS_ENDPOINT_URL": "http://127.0.0.1:1", "AWS_MAX_ATTEMPTS": "1"}).items():
        monkeypatch.setenv(name, value)
    fill(archive, visit)
    place = put_away(archive, str(tmp_path / "spool"))
    shutil.rmtree(tmp_path / "spool")
    _away(archive, "mount it")
    with archive.transaction():
        archive.captures.move(place, "s3://morgue/captures/2026-03-01/x.warc.gz")
    _away(archive, "AWS_")


def _away(archive: Archive, words: str) -> None:
    code, shown, said = run(archive, "verify", "--json")
    assert (code, "no damage, 0 notes, 1 stores not reached" in said, words in shown) == (1, True, True), shown
    for command in (("reparse",), ("export", "warc", "-o", str(archive.path.parent / "out.warc.gz"))):
        code, _, said = run(archive, *command)
        assert (code, words in said) == (1, True), said


def test_without_the_extra_it_is_said_what_to_install(
    archive: Archive, visit: Callable[..., Visit], monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(archive, visit)
    known = builtins.__import__

    def without(name: str, *arguments: object, **options: object) -> ModuleType:
        if name.startswith("fsspec"):
            raise ImportError(f"No module named {name!r}")
        return known(name, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(StoreAway, match=r"pip install 'newsmorgue\[cluster\]'"):
        record_at(archive.path.parent / "captures", "s3://morgue/captures/x.warc.gz", 0)


def test_a_file_of_another_size_does_not_stay(store: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"news" * 10)
    spool = Spool(store)
    parcel = spool.put(tmp_path / "file", "results/1-0/file")
    with pytest.raises(Tampered, match="size"):
        spool.keep(Parcel(parcel.path, 39, seal_of(tmp_path / "file").digest), "captures/2026-03-01/file")


def test_captures_stay_only_where_they_can_be_read() -> None:
    with pytest.raises(BadInput, match="S3-compatible"):
        Spool("memory://spool").address("captures")
