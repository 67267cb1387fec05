"""Hosts at which another crawl may be, of this machine or of another: it is asked before the first request."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from scrapy.exceptions import IgnoreRequest

from scraper.archive.visitors import Occupant


class Neighbours(Protocol):
    """Those who know who is where: the archive, or the cluster of a worker."""

    def ask(self, host: str) -> float | Occupant:
        """Enter a host; give the seconds to wait before the first request, or who is there at the moment."""

    def note_delay(self, host: str, delay: float) -> None:
        """Remember the Crawl-delay of a host, in seconds, for whoever comes next if this crawl is killed."""


class HostOccupied(IgnoreRequest):
    """A host may not be asked now: another crawl is there, or it rests."""


AGAIN = 30.0
"""Seconds after which a host that another crawl had is asked for again."""


@dataclass(slots=True)
class Elsewhere:
    """Remembers which hosts this crawl may ask. Without ``neighbours`` it is alone and may ask all."""

    neighbours: Neighbours | None = None
    clock: Callable[[], float] = time.monotonic
    _had: set[str] = field(default_factory=set)
    _busy_until: dict[str, float] = field(default_factory=dict)
    _met: dict[str, Occupant] = field(default_factory=dict)

    def busy(self) -> dict[str, Occupant]:
        """Give the hosts that another crawl had whenever this one asked for them, and who that was."""
        return {host: self._met[host] for host in sorted(self._met.keys() - self._had)}

    def who_is_at(self, host: str) -> Occupant:
        """Tell who was at a host that could not be claimed."""
        return self._met.get(host, Occupant.SOMEBODY)

    def occupied(self, host: str) -> HostOccupied:
        """Give what to raise for a host that could not be claimed."""
        return HostOccupied(f"{self.who_is_at(host)} is at {host}")

    def claim(self, host: str) -> float | None:
        """Give the seconds to wait before the next request for this crawl's being new there; None if it may not ask."""
        if self.neighbours is None or host in self._had:
            return 0.0
        if self._busy_until.get(host, 0.0) > self.clock():
            return None
        wait = self.neighbours.ask(host)
        if isinstance(wait, Occupant):
            self._met[host] = wait
            self._busy_until[host] = self.clock() + AGAIN
            return None
        self._had.add(host)
        return wait

    def note_delay(self, host: str, delay: float) -> None:
        """Tell the neighbours how slowly a host wants to be asked."""
        if self.neighbours:
            self.neighbours.note_delay(host, delay)
