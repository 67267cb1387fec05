"""What ``morgue doctor`` looks at besides the sources: the ground that the archive stands on. A function a check."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from scraper.archive import Archive, open_archive
from scraper.archive.stamps import moment, now, stamp
from scraper.exceptions import MorgueError
from scraper.harvest import full_disk
from scraper.harvest.file_systems import NETWORK, file_system_of
from scraper.harvest.full_disk import since_when
from scraper.harvest.health import ADVICE
from scraper.sources import read_sources

PATIENCE = 20.0
"""Seconds that a look at the archive's structure takes at most."""

SKEW = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Check:
    """What was looked at, how it is, and what to do if it is wrong."""

    name: str
    words: str
    advice: str | None = None
    """None if all is well."""

    source: str | None = None
    since: str | None = None


def check_up(folder: Path) -> Iterator[Check]:
    """Look at everything; incidents that go on come first."""
    try:
        with open_archive(folder) as archive:
            yield from _incidents(archive)
            for check in ARCHIVE_CHECKS:
                yield check(archive)
    except MorgueError as error:
        yield Check("archive", str(error), "mend that first")
    for look in FOLDER_CHECKS:
        yield look(folder)


def _incidents(archive: Archive) -> Iterator[Check]:
    for row in archive.incidents.open():
        yield Check(row["kind"], row["message"], ADVICE.get(row["kind"], ""), row["source_name"], row["began"])


def _integrity(archive: Archive) -> Check:
    try:
        fault = archive.integrity.glance(PATIENCE)
    except TimeoutError as error:
        return Check("archive", f"large: {error}; 'morgue verify' checks all of it")
    if fault:
        return Check("archive", fault, "'morgue verify' says what is damaged; restore a back-up of 'morgue backup'")
    return Check("archive", "sound")


def _clock(archive: Archive) -> Check:
    last, at = moment(archive.vitals.newest()), now()
    if last and last > at + SKEW:
        advice = "set this machine's clock: until then sources look as if they had been harvested in the future"
        return Check("clock", f"it is {at:%Y-%m-%d %H:%M} UTC, but a harvest began at {last:%Y-%m-%d %H:%M}", advice)
    return Check("clock", f"{at:%Y-%m-%d %H:%M:%S} UTC")


def _sources(folder: Path) -> Check:
    try:
        count = len(read_sources(folder))
    except MorgueError as error:
        return Check("sources", str(error), "mend that line: nothing is harvested until then")
    return Check("sources", f"{count} in sources.toml" if count else "none, so that nothing is harvested by itself")


def _disk(folder: Path) -> Check:
    usage = shutil.disk_usage(folder if folder.exists() else Path.cwd())
    since = stamp(since_when(folder))
    if since:
        return Check("full", full_disk.MESSAGE, full_disk.ADVICE, since=since)
    return Check("space", f"{usage.free / 1e9:.1f} GB free of {usage.total / 1e9:.1f}")


def _file_system(folder: Path) -> Check:
    kind = file_system_of(folder)
    if kind in NETWORK:
        advice = "move the archive to a disk of this machine: over a network two writers can damage it"
        return Check("file system", f"{kind}, a network file system", advice)
    return Check("file system", kind or "unknown")


def _sqlite(_: Path) -> Check:
    return Check("sqlite", sqlite3.sqlite_version)


ARCHIVE_CHECKS: tuple[Callable[[Archive], Check], ...] = (_integrity, _clock)
FOLDER_CHECKS: tuple[Callable[[Path], Check], ...] = (_sources, _disk, _file_system, _sqlite)
