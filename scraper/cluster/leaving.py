"""Capture files that stay in the spool's store: what workers have put there is named for good."""

from collections.abc import Iterable
from pathlib import Path

from scraper.archive import Archive, open_archive
from scraper.captures.places import KEPT, is_elsewhere, name_of
from scraper.cluster.spool import Parcel, Spool, Tampered
from scraper.cluster.tasks import Refused
from scraper.exceptions import ArchiveError


def leave(parcels: Iterable[Parcel], result: Path, spool: Spool) -> None:
    """Write into the archive of a result where its capture files stay. Raises Refused if they are not what it says."""
    try:
        archive = open_archive(result)
    except ArchiveError as error:
        raise Refused(f"the result is no archive: {error}") from error
    with archive:
        seals = archive.captures.seals()
        if any(is_elsewhere(file) for file in seals):
            raise Refused("the result names captures elsewhere, which none may")
        for parcel in parcels:
            seal = seals.pop(name_of(parcel.path), None)
            if seal is None or (seal["size"], seal["digest"]) != (parcel.size, parcel.digest):
                raise Refused(f"{parcel.path} is not what the result says of it: its size or digest differs")
            _leave(archive, parcel, spool)
        if seals:
            raise Refused(f"the result lacks {', '.join(sorted(seals))}, which its captures are in")


def _leave(archive: Archive, parcel: Parcel, spool: Spool) -> None:
    name = name_of(parcel.path)
    try:
        place = spool.keep(parcel, f"{KEPT}/{name[:4]}-{name[4:6]}-{name[6:8]}/{lasting_name(parcel)}")
    except Tampered as error:
        raise Refused(str(error)) from error
    with archive.transaction():
        archive.captures.move(name, place)


def lasting_name(parcel: Parcel) -> str:
    """Give the name of a file for good: when its harvest began, and what is in it."""
    began, _, _ = name_of(parcel.path).partition("-")
    return f"{began}-task-{parcel.digest.removeprefix('sha256:')[:16]}.warc.gz"
