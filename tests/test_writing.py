import os
from pathlib import Path
from threading import Thread

import pytest

from scraper.exceptions import BadInput
from scraper.writing import write_whole


def test_a_file_is_replaced_with_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "new" / "feed.xml"
    write_whole(path, "one", with_folder=True)
    assert path.stat().st_mode & 0o777 == 0o644
    path.chmod(0o600)
    link = tmp_path / "link.xml"
    link.symlink_to(path)
    write_whole(link, b"two")
    assert (path.read_bytes(), path.stat().st_mode & 0o777, link.is_symlink()) == (b"two", 0o600, True)
    assert list(path.parent.iterdir()) == [path]


def test_a_text_that_cannot_be_encoded_leaves_the_former_one(tmp_path: Path) -> None:
    write_whole(tmp_path / "feed.xml", "one")
    with pytest.raises(UnicodeEncodeError):
        write_whole(tmp_path / "feed.xml", "\ud800")
    assert (tmp_path / "feed.xml").read_text() == "one"


def test_a_pipe_is_written_as_it_is(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    read: list[str] = []
    reader = Thread(target=lambda: read.append((tmp_path / "pipe").read_text()))
    reader.start()
    write_whole(tmp_path / "pipe", "one")
    reader.join()
    assert read == ["one"]


def test_what_cannot_be_written_is_named_with_the_way_out(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BadInput, match=r"cannot write .*/file/feed.xml: .*: give another"):
        write_whole(tmp_path / "file" / "feed.xml", "one", "give another")
