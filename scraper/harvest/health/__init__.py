"""Whether sources are well: a module a thing that goes wrong. Each is a pure function of `Facts`."""

from scraper.harvest import full_disk
from scraper.harvest.health import disk, falling, quiet, redesign, unreachable, wall
from scraper.harvest.health.findings import Detector

__all__ = ["ACCEPTABLE", "ADVICE", "DETECTORS"]

DETECTORS: tuple[Detector, ...] = (
    quiet.DETECTOR,
    falling.DETECTOR,
    redesign.TEXT,
    redesign.COUNTERS,
    wall.DETECTOR,
    unreachable.DNS,
    unreachable.TLS,
    unreachable.FAILING,
)
ACCEPTABLE: frozenset[str] = frozenset(one.kind for one in DETECTORS if one.is_change)
"""Kinds of incident that a person may take for the new usual."""

ADVICE: dict[str, str] = {one.kind: one.advice for one in DETECTORS}
ADVICE |= {disk.KIND: disk.ADVICE, full_disk.KIND: full_disk.ADVICE}
"""What to do, by kind of incident."""
