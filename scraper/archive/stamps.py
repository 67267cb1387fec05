"""Moments as the archive writes them: UTC, to the second, so that text sorts like time."""

from datetime import UTC, datetime


def now() -> datetime:
    """Give the present moment, aware, UTC, whole seconds."""
    return exactly_now().replace(microsecond=0)


def exactly_now() -> datetime:
    """Give the present moment, aware, UTC: what pauses of seconds are measured by."""
    return datetime.now(UTC)


def stamp(moment: datetime | None) -> str | None:
    """Write a moment as ``2026-03-01T09:30:00Z``; None stays None."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None


def moment(stamp: str | None) -> datetime | None:
    """Read what `stamp` wrote, as an aware datetime in UTC; None stays None."""
    return datetime.fromisoformat(stamp) if stamp else None
