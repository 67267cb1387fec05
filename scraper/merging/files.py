"""Files that are taken over: each stands under its name when it is whole, and not before."""

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from scraper.captures.copying import Copier, info_member
from scraper.exceptions import ArchiveError
from scraper.version import __version__

INFO = {
    "software": f"newsmorgue/{__version__}",
    "format": "WARC File Format 1.1",
    "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
    "description": "records of another archive that were not in this one",
}


def take_whole(source: Path, target: Path, *, may_link: bool) -> None:
    """Copy a file; with ``may_link`` a second name of the same bytes will do, where the disk is the same.

    Raises ArchiveError on a full disk.
    """
    with _unfinished(target) as path:
        try:
            if may_link:
                os.link(source, path)
                return
        except OSError:  # another disk, or one that knows no second names
            path.unlink(missing_ok=True)
        shutil.copyfile(source, path)


def take_records(source: Path, offsets: Iterable[int], target: Path) -> list[tuple[int, int]]:
    """Copy some records with all that belongs to them into a new file; give the former offset of each and its new one.

    Raises ArchiveError on a full disk, BadCapture for a record that is not whole.
    """
    places: list[tuple[int, int]] = []
    with _unfinished(target) as path, path.open("wb") as file:
        file.write(info_member(target.name, INFO))
        copier = Copier(source.parent, file)
        try:
            for offset in offsets:
                places += _copied(copier, source.name, offset)
        finally:
            copier.close()
    return places


def _copied(copier: Copier, name: str, offset: int) -> Iterator[tuple[int, int]]:
    for record, start, _ in copier.copy(name, offset):
        if record.offset == offset:
            yield offset, start


@contextmanager
def _unfinished(target: Path) -> Iterator[Path]:
    path = target.with_name(f"{target.name}.unfinished")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        yield path
        _make_durable(path)
        path.replace(target)
    except OSError as error:
        raise ArchiveError(f"cannot write {target}: {error.strerror}: free some space, then go on") from error
    finally:
        path.unlink(missing_ok=True)


def _make_durable(path: Path) -> None:
    """Wait until the disk has it: the other archive's file may be removed then."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
