"""What a worker is told to do, and what it tells when it is done."""

import os
import re
import socket
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from scraper.cluster.spool import Parcel
from scraper.cluster.tasks import Refused

ALLOWED: dict[str, type | tuple[type, ...]] = {
    "DOWNLOAD_DELAY": (int, float),
    "ALLOW_PRIVATE_ADDRESSES": bool,
    "CONTACT": str,
    "USER_AGENT": str,
    "CAPTURES": bool,
    "ENDPOINTS": list,
    "CLOSESPIDER_TIMEOUT": (int, float),
    "CLOSESPIDER_ITEMCOUNT": int,
}
"""The settings that a task may bring along: a setting can name code, and the database does not say who wrote it."""

NAME = re.compile(r"[\w][\w.-]{0,120}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """One task as a process of a worker gets it."""

    job: int
    attempt: int
    folder: Path
    """Where it works; nobody else does."""

    spool: str

    @property
    def place(self) -> str:
        """Where its result goes in the spool."""
        return f"results/{self.job}-{self.attempt}"

    @property
    def signature(self) -> str:
        """Name who did it as harvests do, and the task: no two runs of a cluster are called alike."""
        return f"{socket.gethostname()} task {self.job}.{self.attempt}/{os.getpid()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Harvest:
    """One harvest of one source; a task has several, of different hosts, which are crawled at once."""

    source: str
    host: str
    why: str
    since: str
    """Since when the source is due, as ISO 8601."""

    delay: float
    """Seconds between two requests to the host."""

    def as_json(self) -> dict[str, Any]:
        """Give it as it travels with a task."""
        return asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class HarvestErrand(Errand):
    """Harvests of some sources."""

    database: str
    harvests: tuple[Harvest, ...]
    seed: Parcel
    sources: str
    """The text of its sources.toml."""

    settings: Mapping[str, Any] = field(default_factory=dict)
    waits: Mapping[str, float] = field(default_factory=dict)
    """Seconds before the first request to each of the sources' own hosts."""

    left: Any
    """A number of the worker's that is told how many hosts are still asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileErrand(Errand):
    """A file of captures that is read: into an archive, or once more for one that has them."""

    file: Parcel
    name: str
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What a process of a worker has handed in."""

    parcels: tuple[Parcel, ...]
    outcomes: Mapping[str, int]
    waits: Mapping[str, float] = field(default_factory=dict)
    """Seconds that are owed to each host that was asked."""

    seconds: float
    cpu: float
    """Seconds of processor time."""

    apart: float = 0.0
    """How many of these went into seed and result."""


def checked_settings(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Give the settings of a task. Raises Refused for one that a task may not bring along."""
    for name, value in settings.items():
        if name not in ALLOWED or not isinstance(value, ALLOWED[name]):
            raise Refused(
                f"the task brings the setting {name}={value!r}, which none may: who else writes to the queue?"
            )
    return dict(settings)


def harvests_of(order: Mapping[str, Any]) -> tuple[Harvest, ...]:
    """Read the harvests of a task. Raises Refused if they are not put together as they should be."""
    try:
        return tuple(Harvest(**values) for values in order["harvests"])
    except (KeyError, TypeError) as error:
        raise Refused(f"the harvests of the task are not put together as they should be: {error!r}"[:200]) from error


def named(order: Mapping[str, Any]) -> str:
    """Say what a task or a result is about: sources, or a file."""
    names = [str(one.get("source")) for one in order.get("harvests") or () if isinstance(one, Mapping)]
    return ", ".join(names) or str(order.get("name"))


def parcel_of(values: Mapping[str, Any]) -> Parcel:
    """Read a parcel from a task. Raises Refused for a path that leads out of the spool."""
    path, size, digest = values.get("path"), values.get("size"), values.get("digest")
    if not isinstance(path, str) or not isinstance(size, int) or not isinstance(digest, str):
        raise Refused("the task names a file without path, size or digest")
    if not all(NAME.fullmatch(part) for part in path.split("/")):
        raise Refused(f"the task names {path[:80]!r}, which is no place in the spool")
    return Parcel(path, size, digest)
