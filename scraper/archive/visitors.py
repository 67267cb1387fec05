"""Which crawl is at which host at this moment, and when the next one may ask it."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from scraper.archive.holders import is_held, this_holder
from scraper.archive.stamps import stamp
from scraper.archive.tables import Row, Tables


class Visitors(Tables):
    """One row a host. A crawl enters before its first request; others that share the archive stay away meanwhile."""

    def enter(self, host: str, at: datetime, delay: float) -> float | None:
        """Enter a host; give the seconds that are still owed to it, or None while another crawl is there.

        After a crawl that was killed nobody knows when it asked last: the host gets its whole delay, ``delay`` or what
        it has asked for itself.
        """
        row = self._row("SELECT holder, since, ready_at, delay FROM visitors WHERE host = ?", [host])
        if row and row["holder"] and is_held(row["holder"], row["since"], at):
            return None
        self._run(
            """
            INSERT INTO visitors (host, holder, since) VALUES (?, ?, ?)
            ON CONFLICT (host) DO UPDATE SET holder = excluded.holder, since = excluded.since
            """,
            [host, this_holder(), stamp(at)],
        )
        return _owed(row, at, delay) if row else 0.0

    def note_delay(self, host: str, delay: float) -> None:
        """Remember the Crawl-delay of a host that this crawl has entered, in seconds."""
        self._run("UPDATE visitors SET delay = ? WHERE host = ?", [delay, host])

    def leave(self, at: datetime, owed: Mapping[str, float]) -> None:
        """Leave all hosts that this process has entered; ``owed`` are the seconds until each may be asked again."""
        self._run("UPDATE visitors SET holder = NULL, ready_at = NULL WHERE holder = ?", [this_holder()])
        for host, seconds in owed.items():
            if seconds > 0:
                moment = (at + timedelta(seconds=seconds)).isoformat(timespec="milliseconds").replace("+00:00", "Z")
                self._run("UPDATE visitors SET ready_at = ? WHERE host = ?", [moment, host])


def _owed(row: Row, at: datetime, delay: float) -> float:
    if row["holder"]:
        return max(delay, row["delay"] or 0.0)
    return max((datetime.fromisoformat(row["ready_at"]) - at).total_seconds(), 0.0) if row["ready_at"] else 0.0
