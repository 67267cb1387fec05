"""A disk that is full: who is to be told is told at once, without anything being written but the name of an empty file.

The archive cannot say then that somebody was told, nor cron's next harvest remember it. The file is there as long as
the incident goes on; the first harvest that can write again brings it into the archive.
"""

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from scraper.archive import Archive
from scraper.exceptions import DiskFull, MorgueError
from scraper.harvest.addressees import addressees
from scraper.sources.reading import read_notices

KIND = "full"
ADVICE = "free some space, or move the archive's folder to a larger disk: until then nothing is archived"
MESSAGE = "the disk is full, and nothing can be archived"
NAME = "disk-full"

Say = Callable[[str], None]


@contextmanager
def telling(data: Path, say: Say) -> Iterator[None]:
    """Tell of a disk that turns out to be full within the block, and raise all the same."""
    try:
        yield
    except DiskFull as error:
        tell_full(data, error, say)
        raise


def tell_full(data: Path, error: DiskFull, say: Say) -> None:
    """Send that the disk is full, unless somebody was told already. What goes wrong is said, and tried again."""
    mark = _mark(data)
    if mark is None:
        return
    try:
        to = addressees(read_notices(data))
    except MorgueError as wrong:
        say(f"nobody was told: {wrong}")
        return
    if to and not _send(to, error, say):
        mark.unlink(missing_ok=True)


def _send(to: list[str], error: DiskFull, say: Say) -> bool:
    from scraper.harvest.notifying import send  # noqa: PLC0415 - with it comes what looks after sources

    return send(to, "Morgue: the disk is full", f"{error}\nWhat to do: {ADVICE}", say)


def _mark(data: Path) -> Path | None:
    """Make the file that says that somebody was told; None if it is there already.

    Where not even an empty file fits, the folder for temporary files may be on another disk. Where none fits there
    either it is told every time, since not to tell would be worse.
    """
    places = _places(data)
    if since_when(data):
        return None
    for place in places:
        with suppress(OSError):
            place.touch(exist_ok=False)
            return place
    return places[0]


def _places(data: Path) -> tuple[Path, Path]:
    known = hashlib.sha256(str(data.resolve()).encode()).hexdigest()[:16]
    return data / NAME, Path(tempfile.gettempdir()) / f"morgue-{known}-{NAME}"


def since_when(data: Path) -> datetime | None:
    """Give since when the disk is full, aware, UTC; None if it is not."""
    for place in _places(data):
        with suppress(OSError):
            found = place.lstat()
            if found.st_uid in {data.stat().st_uid, _user()}:  # anybody may write into the folder for temporary files
                return datetime.fromtimestamp(found.st_mtime, UTC).replace(microsecond=0)
    return None


def _user() -> int:
    return os.getuid() if hasattr(os, "getuid") else 0


def settle_full(archive: Archive, at: datetime) -> None:
    """Write into the archive, in the transaction that is open, that the disk was full and is well again."""
    data = archive.path.parent
    began = since_when(data)
    if began is None:
        return
    archive.incidents.begin(None, KIND, MESSAGE, began=began, noticed=began)
    with suppress(MorgueError):  # sources.toml may have been changed for the worse since
        if addressees(read_notices(data)):
            archive.incidents.tell_open(KIND, began)
    archive.incidents.end(None, KIND, at)


def forget_full(data: Path) -> None:
    """Take the file away, after the archive has it."""
    for place in _places(data):
        with suppress(OSError):
            place.unlink()
