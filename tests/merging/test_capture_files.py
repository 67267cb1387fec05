import shutil
from pathlib import Path

import pytest

from scraper.archive import Archive
from scraper.captures.reading import record_at
from scraper.exceptions import ArchiveError
from scraper.fixity.verification import verify
from scraper.merging import Keep, merge
from scraper.merging.files import take_whole
from tests.merging.conftest import Captured


def pages(archive: Archive) -> list[tuple[str, int | None]]:
    """Give the captures that have a page, whose record is read, and which capture each repeats."""
    assert list(verify(archive)) == []
    rows = list(archive.captures.in_files())
    for row in rows:
        record_at(archive.path.parent / "captures", row["file"], row["offset"])
    return sorted((row["address"].rpartition("/")[2], bool(row["refers_to"])) for row in rows)


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "captures").iterdir())


def test_files_are_copied_under_the_name_of_their_harvest_here(archive: Archive, captured: Captured) -> None:
    one, two = captured("one", ("a", 0), ("b", 0), ("a", 3)), captured("two", ("c", 0), process="elsewhere/2")
    merge(archive, one)
    merge(archive, two)
    assert pages(archive) == [("a", False), ("a", True), ("b", False), ("c", False)]
    assert files(archive.path.parent) == [f"20260301T120000Z-00000{n}-0001.warc.gz" for n in (1, 2)]
    assert files(one) == files(two) == ["20260301T120000Z-000001-0001.warc.gz"]


def test_a_second_time_takes_no_file(archive: Archive, captured: Captured) -> None:
    folder = captured("one", ("a", 0))
    merge(archive, folder)
    assert merge(archive, folder).added["capture_files"] == 0
    assert len(files(archive.path.parent)) == 1


@pytest.mark.parametrize("turn", [1, 2])
def test_files_that_are_moved_are_gone_there(archive: Archive, captured: Captured, turn: int) -> None:
    folder = captured("one", ("a", 0))
    for _ in range(turn):
        merge(archive, folder, Keep.MOVE)
    assert files(folder) == []
    assert pages(archive) == [("a", False)]


def test_pages_that_were_left_can_be_fetched_later(archive: Archive, captured: Captured) -> None:
    folder = captured("one", ("a", 0), ("a", 3))
    merge(archive, folder, Keep.LEAVE)
    assert pages(archive) == []
    assert archive.statistics.totals()["captures"] == 2
    merge(archive, folder)
    assert pages(archive) == [("a", False), ("a", True)]


def test_of_a_file_that_is_here_in_part_only_the_rest_is_taken(archive: Archive, captured: Captured) -> None:
    folder = captured("grown", ("a", 0), seals=False)
    shutil.copytree(folder, folder.with_name("early"))
    with_more = captured("later", ("a", 0), ("b", 0), ("a", 5))
    merge(archive, folder.with_name("early"))
    merge(archive, with_more)
    assert pages(archive) == [("a", False), ("a", True), ("b", False)]
    assert len(files(archive.path.parent)) == 2


def test_a_copied_file_whose_rows_were_not_written_is_taken_as_it_is(archive: Archive, captured: Captured) -> None:
    folder = captured("one", ("a", 0))
    (name,) = files(folder)
    take_whole(folder / "captures" / name, archive.path.parent / "captures" / name, may_link=False)
    merge(archive, folder)
    assert pages(archive) == [("a", False)]
    assert files(archive.path.parent) == [name]


def test_another_file_of_that_name_stays(archive: Archive, captured: Captured) -> None:
    folder = captured("one", ("a", 0))
    (name,) = files(folder)
    (archive.path.parent / "captures").mkdir()
    (archive.path.parent / "captures" / name).write_bytes(b"")
    merge(archive, folder)
    assert pages(archive) == [("a", False)]
    assert len(files(archive.path.parent)) == 2


@pytest.mark.parametrize("place", [30, 200, -1])
def test_a_page_that_is_not_what_its_digest_says_is_refused(archive: Archive, captured: Captured, place: int) -> None:
    folder = captured("one", ("a", 0), seals=False)
    path = folder / "captures" / files(folder)[0]
    content = bytearray(path.read_bytes())
    content[place] ^= 0x10
    path.write_bytes(content)
    with pytest.raises(ArchiveError, match=r"captures: 2026.*--captures leave"):
        merge(archive, folder)
    assert archive.statistics.totals()["urls"] == 0
    assert not (archive.path.parent / "captures").exists()
    merge(archive, folder, Keep.LEAVE)
    assert archive.statistics.totals()["captures"] == 1


def test_a_file_that_is_gone_is_named(archive: Archive, captured: Captured) -> None:
    folder = captured("one", ("a", 0))
    shutil.rmtree(folder / "captures")
    with pytest.raises(ArchiveError, match="is not there, and 1 captures are in it"):
        merge(archive, folder)
