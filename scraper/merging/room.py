"""Whether the disk has room for what a merge brings: asked before it begins, since a full disk ends it half done."""

import shutil
from pathlib import Path

from scraper.exceptions import ArchiveError

SPARE = 1.1
"""Part of the estimate that is asked for: indexes grow unevenly, and the write-ahead log lies beside the archive."""


def check_room(folder: Path, needed: int, free: int | None = None) -> None:
    """Raise ArchiveError if so many bytes will not fit. ``free`` is what the disk of the folder has, unless given."""
    left = shutil.disk_usage(folder).free if free is None else free
    wanted = needed * SPARE
    if wanted > left:
        raise ArchiveError(
            f"{folder} needs about {wanted / 1e6:,.0f} MB for what would come, and {left / 1e6:,.0f} MB are free: "
            "free some space, or leave the raw pages where they are with '--captures leave'; nothing was taken"
        )


def rows_size(path: Path, lacking: int, articles: int) -> int:
    """Estimate what the rows of another archive take here, by how many of its articles are lacking."""
    return path.stat().st_size * lacking // articles if articles else 0
