"""The records of a compressed WARC file one by one, also where the file is cut or damaged."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from os import SEEK_END
from pathlib import Path
from typing import BinaryIO

LARGEST = 64 * 1024 * 1024
"""Bytes of one record, decompressed."""

_MAGIC = b"\x1f\x8b\x08"
_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Member:
    """One compressed record, or a place where there is none that can be read."""

    offset: int
    length: int
    """Bytes in the file."""

    content: bytes
    """The record; empty if ``fault`` is set."""

    fault: str | None = None
    """``cut`` if the file ends in the middle of it, else what is wrong."""


def members(path: Path) -> Iterator[Member]:
    """Give every record of a file, as `members_in`."""
    with path.open("rb") as file:
        yield from members_in(file)


def members_in(file: BinaryIO, offset: int = 0) -> Iterator[Member]:
    """Give every record from an offset on, with its place; behind a damaged one, it goes on at the next good one."""
    size = file.seek(0, SEEK_END)
    while offset < size:
        member = member_at(file, offset)
        following = offset + member.length if member.fault is None else next_start(file, offset + 1)
        is_amid = member.fault == "cut" and following < size
        yield replace(member, fault="its compression is damaged (it has no end)") if is_amid else member
        offset = following


def member_at(file: BinaryIO, offset: int) -> Member:
    """Read the record that begins at an offset."""
    file.seek(offset)
    opened = zlib.decompressobj(zlib.MAX_WBITS + 16)
    parts, size, taken = [], 0, 0
    while not opened.eof:
        data = opened.unconsumed_tail or file.read(_CHUNK)
        if not data:
            return Member(offset, taken, b"", "cut")
        taken += 0 if opened.unconsumed_tail else len(data)
        try:
            part = opened.decompress(data, _CHUNK * 16)
        except zlib.error as error:
            return Member(offset, taken, b"", f"its compression is damaged ({error})")
        parts.append(part)
        size += len(part)
        if size > LARGEST:
            return Member(offset, taken, b"", f"it unfolds to more than {LARGEST // 1024**2} MB")
    return Member(offset, taken - len(opened.unused_data), b"".join(parts))


def next_start(file: BinaryIO, offset: int) -> int:
    """Find the next place from an offset on where a compressed record begins, or the end of the file.

    A page that somebody made for it can look like a record: only what follows a whole record is sure to be one.
    """
    file.seek(offset)
    tail = b""
    while data := file.read(_CHUNK):
        window = tail + data
        at = window.find(_MAGIC)
        while at >= 0:
            start = file.tell() - len(window) + at
            if _begins_record(file, start):
                return start
            file.seek(start - at + len(window))
            at = window.find(_MAGIC, at + 1)
        tail = window[-2:]
    return file.tell()


def _begins_record(file: BinaryIO, offset: int) -> bool:
    file.seek(offset)
    try:
        return zlib.decompressobj(zlib.MAX_WBITS + 16).decompress(file.read(512), 5) == b"WARC/"
    except zlib.error:
        return False
