"""What there is to read, in portions of some megabytes that processes can share."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, groupby, islice
from os import SEEK_END
from pathlib import Path
from typing import BinaryIO

from scraper.archive.imports import Imports, Progress
from scraper.importing.choice import Choice
from scraper.importing.files import holds_many, pages
from scraper.importing.found import Found, FoundPage, Skipped
from scraper.importing.warc import is_warc_by_record

_SAMPLE = 1 << 16
_SMALL = 200
"""Bytes that something passed over takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Portion:
    """A part of a file, or pages that were found already because their file can be read only from its beginning."""

    choice: Choice
    size: int
    """Bytes to read, about."""

    path: Path | None = None
    start: int = 0
    """Records that begin from here on; 0, or an offset somewhere in a record."""

    end: int = 0
    """Records that begin before."""

    is_exact: bool = False
    """True if a record begins at ``start``."""

    found: tuple[FoundPage | Skipped, ...] = ()
    progress: Progress | None = None
    """How far the file is read afterwards; the true end of a part is told by whoever reads it."""


def portions(paths: Iterable[Path], choice: Choice, imports: Imports) -> Iterator[Portion]:
    """Give what is left to read of some files; a file that was imported before gives what was passed over."""
    for are_many, group in groupby(paths, holds_many):
        if are_many:
            for path in group:
                yield from _of_file(path, choice, imports)
        else:
            singles = chain.from_iterable(pages(path, choice.now) for path in group)
            for batch, size in _gathered(singles, choice.portion):
                yield Portion(choice=choice, size=size, found=batch)


def _of_file(path: Path, choice: Choice, imports: Imports) -> Iterator[Portion]:
    try:
        with path.open("rb") as file:
            size = file.seek(0, SEEK_END)
            progress = Progress(_identity(file, size), choice.wanted(), path.name)
            is_shared = is_warc_by_record(file)
    except OSError:
        yield Portion(choice=choice, size=0, found=tuple(pages(path, choice.now)))
        return
    known = imports.find(progress.file, progress.wanted)
    if known and known["finished"]:
        again = Skipped("files that were imported before", str(path), is_fault=False)
        yield Portion(choice=choice, size=size, found=(again,))
    elif is_shared:
        yield from _parts(path, size, choice, (known["position"] if known else 0, progress))
    else:
        yield from _batches(path, size, choice, (known["position"] if known else 0, progress))


def _parts(path: Path, size: int, choice: Choice, since: tuple[int, Progress]) -> Iterator[Portion]:
    position, progress = since
    for start in range(position, size, choice.portion):
        end = min(start + choice.portion, size)
        portion = Portion(choice=choice, size=end - start, path=path, start=start, end=end)
        told = replace(progress, position=end, is_finished=end == size)
        yield replace(portion, is_exact=start == position, progress=told)


def _batches(path: Path, size: int, choice: Choice, since: tuple[int, Progress]) -> Iterator[Portion]:
    """Read here what cannot be shared; the pages that were stored before are passed over."""
    position, progress = since
    for batch, _ in _gathered(islice(pages(path, choice.now), position, None), choice.portion):
        position += len(batch)
        told = replace(progress, position=position)
        yield Portion(choice=choice, size=0, found=batch, progress=told)
    yield Portion(choice=choice, size=size, progress=replace(progress, position=position, is_finished=True))


def _gathered(found: Found, most: int) -> Iterator[tuple[tuple[FoundPage | Skipped, ...], int]]:
    """Give pages in batches of about ``most`` bytes, each with its size."""
    batch: list[FoundPage | Skipped] = []
    size = 0
    for one in found:
        batch.append(one)
        size += len(one.payload) if isinstance(one, FoundPage) else _SMALL
        if size > most:
            yield tuple(batch), size
            batch, size = [], 0
    if batch:
        yield tuple(batch), size


def identity_of(path: Path) -> str:
    """Tell a file from others by its size, its beginning and its end. Raises OSError."""
    with path.open("rb") as file:
        return _identity(file, file.seek(0, SEEK_END))


def _identity(file: BinaryIO, size: int) -> str:
    file.seek(0)
    digest = hashlib.sha256(file.read(_SAMPLE))
    file.seek(max(0, size - _SAMPLE))
    digest.update(file.read(_SAMPLE))
    return f"sha256:{digest.hexdigest()}/{size}"
