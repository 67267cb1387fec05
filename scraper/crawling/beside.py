"""Crawls that keep nothing in an archive, and still stay away from hosts at which one of its crawls is."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from scraper.archive import open_archive
from scraper.archive.connection import FILE_NAME
from scraper.archive.stamps import exactly_now
from scraper.archive.visitors import Occupant


@dataclass(frozen=True, slots=True)
class ArchiveBeside:
    """The neighbours of such a crawl are those that the archive of a folder knows of; nobody if there is none."""

    data: Path
    delay: float = 1.0
    """Seconds that a host has after a crawl that was killed."""

    def ask(self, host: str) -> float | Occupant:
        """Enter a host."""
        if not self._is_there:
            return 0.0
        with open_archive(self.data) as archive, archive.transaction():
            return archive.visitors.enter(host, exactly_now(), self.delay)

    def note_delay(self, host: str, delay: float) -> None:
        """Remember the Crawl-delay of a host."""
        if self._is_there:
            with open_archive(self.data) as archive, archive.transaction():
                archive.visitors.note_delay(host, delay)

    def leave(self, owed: Mapping[str, float]) -> None:
        """Leave the hosts at the end; ``owed`` are the seconds until each may be asked again."""
        if self._is_there:
            with open_archive(self.data) as archive, archive.transaction():
                archive.visitors.leave(exactly_now(), owed)

    @property
    def _is_there(self) -> bool:
        return (self.data / FILE_NAME).exists()
