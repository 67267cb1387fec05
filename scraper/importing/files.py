"""Files and folders: which reader a file is for, by its name and by its first bytes."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from scraper.importing.containers import zip_pages
from scraper.importing.found import Found, FoundPage, Skipped
from scraper.importing.mhtml import mhtml_page
from scraper.importing.warc import warc_pages

HTML = (".html", ".htm", ".xhtml")
TEXT = (".txt", ".text")
MHTML = (".mhtml", ".mht")
ZIP = (".zip", ".wacz")
WARC = (".warc", ".arc", ".warc.gz", ".arc.gz", ".warc.zst", ".arc.zst", ".wrc.gz")
KINDS = (*HTML, *TEXT, *MHTML, *ZIP, *WARC)
UNKNOWN = "a kind of file that is not known"
LARGEST = 20 * 1024 * 1024
"""Bytes of a file that is one page."""


def files(paths: Iterable[Path]) -> Iterator[Path]:
    """Give every file; a folder stands for all files in it, sorted, links to elsewhere left out."""
    for path in paths:
        yield from _files(path)


def pages(path: Path, now: datetime) -> Found:
    """Give every page of a file."""
    try:
        with path.open("rb") as file:
            yield from read(file, str(path), now)
    except OSError as error:
        yield Skipped("a file that cannot be read", f"{path}: {error.strerror}")


def holds_many(path: Path) -> bool:
    """Tell by its name if a file may hold many pages."""
    return path.name.lower().endswith(WARC + ZIP)


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    try:
        entries = sorted(path.iterdir())
    except OSError:
        return
    for entry in entries:
        if not entry.is_symlink() and not entry.name.startswith("."):
            yield from _files(entry)


def read(file: BinaryIO, name: str, now: datetime) -> Found:
    """Give the pages of an open file."""
    lower = name.lower()
    start = file.read(8)
    file.seek(0)
    if lower.endswith(WARC) or start.startswith(b"WARC/"):
        yield from warc_pages(file, name, now)
    elif lower.endswith(ZIP):
        yield from zip_pages(file, name, now, _read_entry)
    elif lower.endswith(HTML + TEXT + MHTML):
        yield _single(file, name, now)
    else:
        yield Skipped(UNKNOWN, name)


def _read_entry(file: BinaryIO, name: str, now: datetime) -> Found:
    """Read an entry of a zip file; what a WACZ file says about itself is no page, and a zip in a zip is not opened."""
    lower = name.lower()
    if lower.endswith(ZIP):
        yield Skipped("a zip file in a zip file", name)
    elif lower.endswith(HTML + TEXT + MHTML + WARC):
        yield from read(file, name, now)
    else:
        yield Skipped("other files in a zip file", name, is_fault=False)


def _single(file: BinaryIO, name: str, now: datetime) -> FoundPage | Skipped:
    content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        return Skipped("a page that is too large", name)
    if not content.strip():
        return Skipped("an empty file", name)
    if name.lower().endswith(MHTML):
        return mhtml_page(content, name, now)
    is_text = name.lower().endswith(TEXT)
    return FoundPage(
        where=name,
        payload=content,
        content_type=None if not is_text else "text/plain",
        form="text" if is_text else "html",
    )
