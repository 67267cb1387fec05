"""Zip files, WACZ among them. Nothing is ever unpacked under a name that the file gives."""

import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from datetime import datetime
from pathlib import PurePosixPath
from typing import BinaryIO

from scraper.importing.found import Found, Skipped

MOST_ENTRIES = 200_000
LARGEST_ENTRY = 64 * 1024**3
"""Bytes. A WARC file in a WACZ may be many gigabytes."""

BOMB = 200
"""Times that an entry may be larger than its compressed form; HTML comes to 20, a bomb to 1000."""

Reader = Callable[[BinaryIO, str, datetime], Found]


def zip_pages(file: BinaryIO, name: str, now: datetime, read: Reader) -> Found:
    """Give the pages of every entry that ``read`` understands."""
    try:
        with zipfile.ZipFile(file) as archive:
            for entry in archive.infolist()[:MOST_ENTRIES]:
                yield from _entry_pages(archive, entry, name, (now, read))
            if len(archive.infolist()) > MOST_ENTRIES:
                yield Skipped(f"entries beyond the first {MOST_ENTRIES}", name)
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError) as error:
        yield Skipped("a broken zip file", f"{name}: {error}"[:300])


def _entry_pages(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, context: tuple[datetime, Reader]
) -> Found:
    now, read = context
    where = f"{name}/{entry.filename[:200]}"
    if entry.is_dir():
        return
    fault = _fault(entry)
    if fault:
        yield Skipped(fault, where)
        return
    try:
        with tempfile.TemporaryFile() as copy, archive.open(entry) as packed:
            shutil.copyfileobj(packed, copy, 1 << 20)
            copy.seek(0)
            yield from read(copy, where, now)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, OSError, EOFError) as error:
        yield Skipped("a broken entry of a zip file", f"{where}: {error}"[:300])


def _fault(entry: zipfile.ZipInfo) -> str | None:
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or (path.parts and path.parts[0].endswith(":")):
        return "an entry whose name leads out of the zip file"
    if entry.flag_bits & 1:
        return "an entry with a password"
    if entry.file_size > max(entry.compress_size, 1000) * BOMB or entry.file_size > LARGEST_ENTRY:
        return "an entry that unfolds to far more than it should (a zip bomb)"
    return None
