"""The capture files of another archive: checked, taken over, and named in the rows of their captures.

A file is taken whole where nothing of it is here, else the records that are not. It gets the name that a harvest of
this archive would have given it, since the numbers of harvests are others here.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scraper.archive import Archive
from scraper.archive.merging import captures as rows
from scraper.archive.merging.meeting import Meeting
from scraper.archive.tables import Row
from scraper.captures.places import is_elsewhere
from scraper.captures.writing import Seal, seal_of
from scraper.exceptions import ArchiveError
from scraper.fixity.capture_files import check_file, check_seal
from scraper.fixity.findings import Severity
from scraper.merging.files import take_records, take_whole
from scraper.merging.keep import Keep
from scraper.merging.referring import check_places, refer

NAME = re.compile(r"(\d{8}T\d{6}Z)-(\d{6,})-(\d{4,})\.warc\.gz")
"""How `scraper.captures.writing.Series` names files: moment, number of the harvest, number of the file."""

WAY_OUT = "'morgue verify' names what is damaged there; with '--captures leave' the rest is taken"


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    seal: Seal | None
    """What it was when it was closed; None for the file of a killed harvest."""

    captures: int
    missing: int
    """How many of its captures have no page here."""


class Carrier:
    """Takes over the files in which something is that this archive lacks."""

    def __init__(self, archive: Archive, other: Path, met: Meeting, keep: Keep) -> None:
        self._archive = archive
        self._target = archive.path.parent / "captures"
        self._folder = other / "captures"
        self._met = met
        self._keep = keep
        self._files: list[_File] = []

    @property
    def missing(self) -> int:
        """Count the files in which something is that is not here."""
        return sum(bool(file.missing) for file in self._files)

    @property
    def size(self) -> int:
        """Give how many bytes of capture files will be written; those that are moved on one disk take no more room."""
        if self._keep is Keep.MOVE and self._folder.is_dir() and _is_one_disk(self._folder, self._archive.path.parent):
            return 0
        return sum(file.path.stat().st_size for file in self._files if file.missing and file.path.is_file())

    def check(self, *, is_whole: bool = False) -> Iterator[Path]:
        """Read what will be taken over, unless it is known to be whole, and give each file.

        Raises ArchiveError for one that is gone or not what its digests say.
        """
        if self._keep is Keep.LEAVE:
            return
        check_places(self._met)
        self._files = list(self._listed())
        for file in self._files:
            if file.missing:
                if not is_whole:
                    self._check(file)
                yield file.path

    def _listed(self) -> Iterator[_File]:
        seals = {row["file"]: row for row in self._met.rows("SELECT * FROM other.capture_files")}
        for row in rows.files(self._met):
            if is_elsewhere(row["file"]):
                continue
            name = Path(row["file"]).name  # whatever the other archive says, no file outside its folder is read
            sealed = seals.get(row["file"])
            seal = Seal(name, sealed["size"], sealed["digest"]) if sealed else None
            yield _File(self._folder / name, seal, row["captures"], row["missing"])

    def _check(self, file: _File) -> None:
        if not file.path.is_file():
            raise ArchiveError(f"{file.path} is not there, and {file.captures} captures are in it: {WAY_OUT}")
        seal: Row | None = {"size": file.seal.size, "digest": file.seal.digest} if file.seal else None
        captures = rows.captures_in(self._met, file.path.name)
        findings = [*check_seal(file.path, seal), *check_file(file.path, captures, is_finished=seal is not None)]
        damage = next((finding for finding in findings if finding.severity is Severity.DAMAGE), None)
        if damage:
            raise ArchiveError(f"{file.path.parent}: {damage.where}: {damage.what}: {WAY_OUT}")

    def carry(self) -> Iterator[Path | str]:
        """Take over file by file, and give each; the places of its captures are written in one transaction."""
        for file in self._files:
            if file.missing:
                yield self._carry(file)
        if self._keep is not Keep.LEAVE:
            yield from refer(self._archive, self._met)

    def _carry(self, file: _File) -> Path:
        captures = rows.captures_in(self._met, file.path.name)
        target, is_there = self._name(file)
        if is_there or not any(row["is_placed"] for row in captures):
            if not is_there:
                take_whole(file.path, target, may_link=self._keep is Keep.MOVE)
            self._write(file, target, [(row["offset"], row["offset"]) for row in captures], file.seal)
        else:
            wanted = [row["offset"] for row in captures if not row["is_placed"]]
            target = self._numbered(file, repr([file.seal, wanted]))
            self._write(file, target, take_records(file.path, wanted, target), seal_of(target))
        return target

    def _write(self, file: _File, target: Path, places: list[tuple[int, int]], seal: Seal | None) -> None:
        with self._archive.transactions.joined():
            rows.place(self._met, file.path.name, target.name, places)
            if seal:
                self._met.add(
                    "capture_files",
                    "INSERT INTO main.capture_files VALUES (?, ?, ?) ON CONFLICT (file) DO NOTHING",
                    [target.name, seal.size, seal.digest],
                )

    def _name(self, file: _File) -> tuple[Path, bool]:
        """Give the name of a file here, and whether it is here already: a crash came before its rows were written."""
        seal = file.seal or seal_of(file.path)
        for target in (self._own_name(file), self._numbered(file, seal.digest)):
            if not target.exists():
                return target, False
            found = seal_of(target)
            if (found.size, found.digest) == (seal.size, seal.digest):
                return target, True
        raise ArchiveError(f"{target} is there and is another file than {file.path}: rename one, then go on")

    def _own_name(self, file: _File) -> Path:
        named = NAME.fullmatch(file.path.name)
        harvest = rows.harvest_named(self._met, int(named[2])) if named else None
        return self._target / (f"{named[1]}-{harvest:06d}-{named[3]}.warc.gz" if named and harvest else file.path.name)

    def _numbered(self, file: _File, content: str) -> Path:
        """Give a name with a number that follows from the content, since the usual one is taken."""
        number = int(hashlib.sha256(content.encode()).hexdigest()[:8], 16)
        named = NAME.fullmatch(self._own_name(file).name)
        start = f"{named[1]}-{named[2]}" if named else file.path.name.removesuffix(".warc.gz")
        return self._target / f"{start}-{number:010d}.warc.gz"

    def finish(self) -> None:
        """Remove from the other archive the files that were moved, all of whose captures are here."""
        if self._keep is Keep.MOVE:
            for row in rows.files(self._met):
                if not row["missing"] and not is_elsewhere(row["file"]):
                    (self._folder / Path(row["file"]).name).unlink(missing_ok=True)


def _is_one_disk(one: Path, other: Path) -> bool:
    return one.stat().st_dev == other.stat().st_dev
