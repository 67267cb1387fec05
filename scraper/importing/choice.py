"""What a whole import has in common: what is wanted, and where it goes."""

from dataclasses import astuple, dataclass
from datetime import datetime
from pathlib import Path

from scraper.importing.filters import Filters

PORTION = 4 * 1024 * 1024
"""Bytes that a process reads at a time; as many pages as one transaction stores."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What every process of an import has to know."""

    folder: Path
    """Of the archive."""

    now: datetime
    """The moment after which no capture can have been made. Aware."""

    harvest: int
    filters: Filters
    url: str | None = None
    """The address of the only page, where it is known."""

    keeps_captures: bool = True
    portion: int = PORTION

    def wanted(self) -> str:
        """Name the pages that are wanted, so that the same choice is known again."""
        return repr(astuple(self.filters)) if self.filters != Filters() else "all"
