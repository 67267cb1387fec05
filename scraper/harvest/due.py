"""Which sources are due: a pure function of what is written, what is known and the clock."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from scraper.archive.stamps import moment
from scraper.archive.tables import Row
from scraper.harvest.pace import latest
from scraper.sources import Source

SKEW = timedelta(minutes=5)
"""How far a clock may be set back without anything looking wrong."""


class Why(StrEnum):
    """Why a source is due, the most urgent first."""

    LEFT = "left over"
    LISTINGS = "listings"
    VISITS = "revisits"


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What the archive knows of a source."""

    last_harvest: datetime | None = None
    """When its last harvest began. Aware."""

    next_harvest: datetime | None = None
    """Aware. None if it was never harvested."""

    next_visit: datetime | None = None
    """When the first of its pages is to be visited again. Aware. None if none is."""

    is_waiting: bool = False
    """True if addresses that an earlier harvest found were not visited yet."""

    is_leased: bool = False
    """True while another process harvests it."""


@dataclass(frozen=True, slots=True)
class Due:
    """A source that is to be harvested now."""

    name: str
    why: Why
    since: datetime
    """Since when it is due. Aware."""


def due(sources: Iterable[Source], states: Mapping[str, State], now: datetime) -> list[Due]:
    """Give the sources that are due, each once however late it is: what was left over first, then the longest due.

    A source that another process harvests is not due. A plan that lies further ahead than any pace was made by a
    clock that was wrong, and does not count; nor does one that was made in what is now the future.
    """
    found = (_due(source, states.get(source.name, State()), now) for source in sources if source.enabled)
    return sorted((one for one in found if one), key=lambda one: (one.why is not Why.LEFT, one.since, one.name))


def _due(source: Source, state: State, now: datetime) -> Due | None:
    if state.is_leased:
        return None
    planned = _planned(source, state, now)
    if state.is_waiting:
        return Due(source.name, Why.LEFT, min(planned, now))
    if planned <= now:
        return Due(source.name, Why.LISTINGS, planned)
    if state.next_visit and state.next_visit <= now:
        return Due(source.name, Why.VISITS, state.next_visit)
    return None


def _planned(source: Source, state: State, now: datetime) -> datetime:
    """Give when its listings are due; now if a clock that was wrong has planned it, or none has."""
    planned = state.next_harvest
    if planned is None or (state.last_harvest and state.last_harvest > now + SKEW):
        return now
    return now if planned > now and planned > latest(now, source.every) + SKEW else planned


def next_due(sources: Iterable[Source], states: Mapping[str, State], now: datetime) -> datetime | None:
    """Give when the next source is due; None if no source is enabled. A moment that has passed means now."""
    moments = [
        at
        for source in sources
        if source.enabled
        for state in (states.get(source.name, State()),)
        for at in (_planned(source, state, now), state.next_visit)
        if at
    ]
    return max(min(moments), now) if moments else None


def states_of(rows: Sequence[Row]) -> dict[str, State]:
    """Read what `scraper.archive.schedule.Schedule.states` gives, by name."""
    return {
        row["name"]: State(
            last_harvest=moment(row["last_harvest"]),
            next_harvest=moment(row["next_harvest"]),
            next_visit=moment(row["next_visit"]),
            is_waiting=bool(row["is_waiting"]),
            is_leased=bool(row["is_leased"]),
        )
        for row in rows
    }
