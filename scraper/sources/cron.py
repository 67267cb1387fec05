"""Moments as cron writes them, ``0 6,18 * * mon-fri Europe/Berlin``: minute, hour, day, month, weekday, time zone."""

from datetime import UTC, datetime, tzinfo

FIELDS = 5
EXAMPLE = "write five fields and perhaps a time zone, like '0 6,18 * * mon-fri Europe/Berlin'"


class Cron:
    """When a source is to be harvested, by the clock of a time zone; UTC if none is named.

    An hour that a summer time leaves out is made up for at its end, one that comes twice counts once, as cron itself
    has it. Raises ValueError with the way out for what can never be.
    """

    __slots__ = ("_fields", "_zone", "text")

    def __init__(self, text: str) -> None:
        self.text = " ".join(text.split())
        parts = self.text.split(" ", FIELDS)
        self._fields, self._zone = " ".join(parts[:FIELDS]), _zone(parts[FIELDS] if len(parts) > FIELDS else "UTC")
        self.next(datetime.now(UTC))

    def next(self, after: datetime) -> datetime:
        """Give the first moment after another; both are aware, what is given is UTC."""
        from cronsim import CronSim, CronSimError  # noqa: PLC0415 - most sources have no such text

        try:
            found = (at.astimezone(UTC) for at in CronSim(self._fields, after.astimezone(self._zone)))
            return next(at for at in found if at > after)  # CronSim gives the first of two equal hours in the second
        except CronSimError as error:
            raise ValueError(f"{self.text!r} is no time as cron has it ({error}): {EXAMPLE}") from error
        except StopIteration as error:
            raise ValueError(f"{self.text!r} never comes: {EXAMPLE}") from error

    def __str__(self) -> str:
        return self.text

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Cron) and other.text == self.text

    def __hash__(self) -> int:
        return hash(self.text)


def _zone(name: str) -> tzinfo:
    from zoneinfo import ZoneInfo  # noqa: PLC0415 - as above

    try:
        return UTC if name == "UTC" else ZoneInfo(name)
    except (OSError, ValueError, KeyError) as error:  # not there, a folder, no name at all
        raise ValueError(f"{name!r} is no time zone: write one like Europe/Berlin, or none for UTC") from error
