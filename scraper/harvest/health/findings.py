"""What a detector is told, and what it says."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Run:
    """What one harvest brought from a source."""

    at: datetime
    outcomes: dict[str, int]
    """Visits to pages by outcome."""

    is_failed: bool = False
    reason: str | None = None

    @property
    def pages(self) -> int:
        """How many pages were visited."""
        return sum(self.outcomes.values())


@dataclass(frozen=True, slots=True)
class Piece:
    """What matters of an article here."""

    confidence: float | None
    has_counters: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """A source after a harvest. Moments are aware; sequences begin with the newest."""

    now: datetime
    active_hours: frozenset[datetime] = frozenset()
    """Hours, in UTC, of the last eight weeks in which an article came."""

    last_arrival: datetime | None = None
    runs: Sequence[Run] = ()
    """The newest harvests, this one first."""

    usual_runs: Sequence[Run] = ()
    """Harvests of the time when all was well."""

    pieces: Sequence[Piece] = ()
    """The newest articles."""

    usual_pieces: Sequence[Piece] = ()
    """Articles of the time when all was well."""

    listings: Sequence[tuple[str, str, str | None]] = ()
    """The feeds, sitemaps and sections that this harvest asked: address, outcome, reason. Empty if it asked none."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a detector says of a source: what is wrong, and since when if it can tell. No message: all is well."""

    message: str | None = None
    since: datetime | None = None


WELL = Finding()


@dataclass(frozen=True, slots=True)
class Detector:
    """Something that can go wrong, and what to do about it."""

    kind: str
    look: Callable[[Facts], Finding | None]
    """Gives None where it cannot tell: an incident then stays as it is."""

    advice: str

    is_change: bool = False
    """True if it compares with what was usual: a person may accept that it has changed for good."""
