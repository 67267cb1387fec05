"""A disk that will be full within a week."""

import shutil
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from scraper.harvest.health.findings import WELL, Finding

KIND = "disk"
ADVICE = "free some space, or move the archive's folder to a larger disk; --no-captures keeps no raw pages"
LEFT, WINDOW, SHORTEST = timedelta(days=7), timedelta(days=14), timedelta(days=1)
LITTLE = 200_000_000
"""Bytes. So little is too little, however slowly the archive grows."""

Size = tuple[datetime, int]


def look(sizes: Sequence[Size], free: int) -> Finding | None:
    """Compare the free bytes with what the archive grows by in a week. ``sizes`` are moments and bytes, oldest first.

    Gives None if the archive was not watched for a day yet.
    """
    if free < LITTLE:
        return Finding(f"{free / 1e6:.0f} MB are free")
    if len(sizes) < 2 or sizes[-1][0] - sizes[0][0] < SHORTEST:  # noqa: PLR2004 - growth is between two
        return None
    growth = (sizes[-1][1] - sizes[0][1]) / ((sizes[-1][0] - sizes[0][0]) / timedelta(days=1))
    if growth <= 0 or free / growth >= LEFT / timedelta(days=1):
        return WELL
    return Finding(f"the disk is full in {free / growth:.1f} days: {growth / 1e6:.0f} MB come a day")


def free_bytes(folder: Path) -> int:
    """Give how many bytes are free on the disk of a folder."""
    return shutil.disk_usage(folder).free


def folder_bytes(folder: Path) -> int:
    """Give how many bytes the archive and its captures take."""
    return sum(path.stat().st_size for path in (*folder.glob("*"), *folder.glob("captures/*")) if path.is_file())
