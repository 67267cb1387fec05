from pathlib import Path

import pytest

from scraper.archive import Archive
from scraper.exceptions import ArchiveError
from scraper.merging import Keep, preview
from scraper.merging.room import check_room, rows_size
from tests.merging.conftest import Captured


def test_what_will_not_fit_is_refused_with_both_sizes(tmp_path: Path) -> None:
    check_room(tmp_path, 1_000_000, 1_200_000)
    with pytest.raises(ArchiveError, match=r"needs about 2 MB .* 1 MB are free: free some space"):
        check_room(tmp_path, 2_000_000, 1_000_000)
    with pytest.raises(ArchiveError):
        check_room(tmp_path, 10**18)


def test_rows_are_counted_by_the_articles_that_are_lacking(tmp_path: Path) -> None:
    (tmp_path / "archive.db").write_bytes(b"x" * 1000)
    assert [rows_size(tmp_path / "archive.db", lacking, 10) for lacking in (0, 5, 10)] == [0, 500, 1000]
    assert rows_size(tmp_path / "archive.db", 0, 0) == 0


def test_raw_pages_take_room_unless_they_stay_or_are_moved_on_one_disk(archive: Archive, captured: Captured) -> None:
    folder = captured("one", ("a", 0), ("b", 1))
    (path,) = (folder / "captures").iterdir()
    counts, copied = preview(archive, folder, Keep.COPY)
    assert (counts["captures"], counts["capture files"]) == (2, 1)
    assert copied - preview(archive, folder, Keep.MOVE)[1] == path.stat().st_size
    counts, left = preview(archive, folder, Keep.LEAVE)
    assert "capture files" not in counts
    assert left == preview(archive, folder, Keep.MOVE)[1]
    assert not any(archive.statistics.totals().values())
