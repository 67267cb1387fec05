"""What workers hand in becomes part of the archive, each result once in effect however often it is tried."""

import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from backports import zstd

from scraper.archive import Archive, open_archive
from scraper.archive.connection import FILE_NAME
from scraper.captures.places import name_of
from scraper.cluster.errand import parcel_of
from scraper.cluster.leaving import leave
from scraper.cluster.packing import packed_name, unpack
from scraper.cluster.spool import Parcel, Spool, Tampered
from scraper.cluster.tasks import Refused
from scraper.exceptions import ArchiveBusy, ArchiveError
from scraper.harvest.due import Why
from scraper.harvest.running import settle
from scraper.merging import Keep, merge
from scraper.sources import Source
from scraper.version import __version__

LARGEST = 64 * 1024**3
"""Bytes of one result, unpacked."""

PORTION = 50
"""Articles that are compared in one transaction."""

CAPTURES = re.compile(r"[\w.-]{1,100}\.warc\.gz")


@dataclass(frozen=True, slots=True)
class Result:
    """What a worker says that it has handed in."""

    job: int
    harvests: tuple[tuple[str, Why], ...]
    """The sources that were harvested, each with why; none for an import."""

    worker: str
    version: str
    parcels: tuple[Parcel, ...]


def result_of(values: Mapping[str, Any]) -> Result:
    """Read what a task says. Raises Refused for one that is not put together as it should be."""
    try:
        return Result(
            job=int(values["job"]),
            harvests=tuple((str(one["source"]), Why(one["why"])) for one in values["harvests"]),
            worker=str(values["worker"]),
            version=str(values["version"]),
            parcels=tuple(parcel_of(parcel) for parcel in values["parcels"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise Refused(f"the result is not put together as it should be: {error!r}"[:200]) from error


def take_in(
    result: Result, data: Path, spool: Spool, sources: Sequence[Source], *, leaves_captures: bool = False
) -> str | None:
    """Merge a result into the archive of a folder and plan its sources anew; give what is to be said of it, or None.

    With ``leaves_captures`` its capture files stay in the spool's store, and only their place is written.

    Raises Refused for a result that never can be merged, MorgueError for what may be mended.
    """
    if result.version != __version__:
        raise Refused(f"{result.worker} has read its pages with Morgue {result.version}, and this is {__version__}")
    workshop = data / "cluster" / f"result-{result.job}"
    shutil.rmtree(workshop, ignore_errors=True)
    (workshop / "captures").mkdir(parents=True)
    try:
        _fetch(result, spool, workshop, leaves_captures=leaves_captures)
        if leaves_captures:
            leave(_captures(result), workshop, spool)
        with open_archive(data) as archive:
            return _merged(archive, workshop, result, sources)
    finally:
        shutil.rmtree(workshop, ignore_errors=True)


def _captures(result: Result) -> list[Parcel]:
    return [parcel for parcel in result.parcels if CAPTURES.fullmatch(name_of(parcel.path))]


def _fetch(result: Result, spool: Spool, workshop: Path, *, leaves_captures: bool) -> None:
    try:
        for parcel in result.parcels:
            name = name_of(parcel.path)
            if name == packed_name():
                spool.get(parcel, workshop / name)
                unpack(workshop / name, workshop / FILE_NAME, LARGEST)
                (workshop / name).unlink()
            elif CAPTURES.fullmatch(name):
                if not leaves_captures:
                    spool.get(parcel, workshop / "captures" / name)
            else:
                raise Refused(f"the result has a file {name!r} that no result has")
    except (Tampered, zstd.ZstdError, ValueError, EOFError) as error:
        raise Refused(f"the result of {result.worker} is damaged or was tampered with: {error}") from error


def _merged(archive: Archive, workshop: Path, result: Result, sources: Sequence[Source]) -> str | None:
    try:
        with open_archive(workshop) as other:
            brought = other.harvests.newest()
    except ArchiveBusy:
        raise
    except ArchiveError as error:
        raise Refused(f"the result of {result.worker} is no archive: {error}") from error
    newest = archive.copies.newest_article()
    merge(archive, workshop, Keep.MOVE, are_captures_checked=True)  # their digests came with the task
    _compare(archive, newest)
    if brought is None:
        return None
    harvest = archive.harvests.same_as(brought)
    known = {source.name: source for source in sources}
    with archive.transaction():
        archive.seeds.join_twins(harvest)
        for name, why in result.harvests:
            if name in known:
                settle(archive, harvest, known[name], why)
    removed = ", ".join(name for name, _ in result.harvests if name not in known)
    words = "not in sources.toml any more: what was fetched is kept, and no more is asked"
    return f"{removed}: {words}" if removed else None


def _compare(archive: Archive, after: int) -> None:
    """Look for copies of the articles that have come in, as every harvest does."""
    count = 1
    while count:
        with archive.transaction():
            after, count = archive.copies.build(after, PORTION)
