"""Copying records from one WARC file to another, as they are: each is compressed for itself."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from scraper.captures.members import Member, member_at
from scraper.captures.packing import packed_record
from scraper.captures.places import open_file
from scraper.captures.reading import StoredRecord, parsed
from scraper.captures.records import info_record
from scraper.exceptions import BadCapture

COMPANIONS = {"request", "metadata"}
"""What follows a response and belongs to it."""


class Copier:
    """Copies captures of an archive to one WARC file, each with its request and metadata."""

    def __init__(self, folder: Path, target: BinaryIO) -> None:
        self._folder = folder
        self._target = target
        self._file: BinaryIO | None = None
        self._open = ""
        self._name = ""

    def copy(self, name: str, offset: int) -> Iterator[tuple[StoredRecord, int, int]]:
        """Copy a capture; give each record with its new offset and length. Raises BadCapture, nothing then written.

        The first record of each file, which says what wrote it, is copied before the first capture of it.
        """
        file = self._opened(name)
        members = [_whole(file, name, offset), *_companions(file, offset)]
        if name != self._name:
            self._name = name
            members.insert(0, _whole(file, name, 0))
        for member in members:
            record, start = parsed(member), self._target.tell()
            file.seek(member.offset)
            self._target.write(file.read(member.length))
            yield record, start, member.length

    def close(self) -> None:
        """Close the file that was read last."""
        if self._file:
            self._file.close()
            self._file = None

    def _opened(self, name: str) -> BinaryIO:
        if self._file is None or self._open != name:
            self.close()
            self._file, self._open = open_file(self._folder, name), name
        return self._file


def _companions(file: BinaryIO, offset: int) -> Iterator[Member]:
    """Give the request and the metadata that follow a response."""
    following = offset + member_at(file, offset).length
    for _ in COMPANIONS:
        member = member_at(file, following)
        if member.fault or not member.length or parsed(member).kind not in COMPANIONS:
            return
        yield member
        following += member.length


def _whole(file: BinaryIO, name: str, offset: int) -> Member:
    member = member_at(file, offset)
    if member.fault:
        raise BadCapture(f"{name} at {offset}: {member.fault}")
    return member


def info_member(name: str, fields: Mapping[str, str]) -> bytes:
    """Give the compressed first record of a new file, which says what made it."""
    return packed_record(info_record(name, fields))
