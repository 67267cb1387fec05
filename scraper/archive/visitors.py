"""Which crawl is at which host at this moment, and when the next one may ask it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from scraper.archive.holders import OUT, is_held, is_out, this_holder
from scraper.archive.stamps import stamp
from scraper.archive.tables import Row, Tables

_WORKERS = "holder >= 'cluster/' AND holder < 'cluster0'"
"""Names that begin with `OUT`, so that an index finds them."""


class Occupant(StrEnum):
    """Who is at a host that may not be asked, as it is said to people."""

    CRAWL = "another crawl of this archive"
    WORKER = "a worker of the cluster"
    SOMEBODY = "perhaps another crawl"
    """The only machine that knows gives no answer."""


@dataclass(frozen=True, slots=True)
class Entered:
    """For whom the archive's machine has entered a host."""

    task: int
    """0 if none has asked it yet."""

    since: datetime


class Visitors(Tables):
    """One row a host. A crawl enters before its first request; others that share the archive stay away meanwhile.

    For workers of a cluster, the archive's machine enters and leaves.
    """

    def enter(self, host: str, at: datetime, delay: float) -> float | Occupant:
        """Enter a host; give the seconds that are still owed to it, or who is there and keeps this crawl out.

        After a crawl that was killed nobody knows when it asked last: the host gets its whole delay, ``delay`` or what
        it has asked for itself.
        """
        row = self._at(host)
        if row and row["holder"] and is_held(row["holder"], row["since"], at):
            return Occupant.WORKER if is_out(row["holder"]) else Occupant.CRAWL
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
                self._run("UPDATE visitors SET ready_at = ? WHERE host = ?", [_after(at, seconds), host])

    def enter_for_workers(self, host: str, at: datetime, delay: float) -> float | None:
        """Enter a host for the cluster, once or again; give the seconds owed, or None while a crawl is there.

        What is owed stays written: whoever is killed before the cluster knows of it has not lost it.
        """
        row = self._at(host)
        is_clusters = bool(row and row["holder"] and is_out(row["holder"]))
        if row and row["holder"] and not is_clusters and is_held(row["holder"], row["since"], at):
            return None
        owed = _owed(row | {"holder": None} if is_clusters else row, at, delay) if row else 0.0
        if not is_clusters:
            self._run(
                """
                INSERT INTO visitors (host, holder, since, ready_at) VALUES (?, ?, ?, ?) ON CONFLICT (host)
                DO UPDATE SET holder = excluded.holder, since = excluded.since, ready_at = excluded.ready_at
                """,
                [host, f"{OUT}0", stamp(at), _after(at, owed)],
            )
        return owed

    def of_workers(self) -> dict[str, Entered]:
        """Give the hosts that were entered for the cluster."""
        rows = self._rows(f"SELECT host, holder, since FROM visitors WHERE {_WORKERS}")  # noqa: S608 - a constant
        return {
            row["host"]: Entered(int(row["holder"].removeprefix(OUT)), datetime.fromisoformat(row["since"]))
            for row in rows
            if is_out(row["holder"])
        }

    def name_tasks(self, tasks: Mapping[str, int], at: datetime) -> None:
        """Write which task is at which host that was entered for the cluster, and that they are there still."""
        for host, task in tasks.items():
            self._run("UPDATE visitors SET holder = ?, since = ? WHERE host = ?", [f"{OUT}{task}", stamp(at), host])

    def leave_for_workers(self, host: str, at: datetime, owed: float | None, delay: float) -> None:
        """Leave a host that was entered for the cluster; ``owed`` is None where nobody knows when it was asked last.

        Then it gets its whole delay, as in `enter`.
        """
        row = self._at(host)
        if row and row["holder"] and is_out(row["holder"]):
            seconds = max(delay, row["delay"] or 0.0) if owed is None else owed
            ready_at = max(row["ready_at"] or "", _after(at, seconds))
            self._run("UPDATE visitors SET holder = NULL, ready_at = ? WHERE host = ?", [ready_at, host])

    def _at(self, host: str) -> Row | None:
        return self._row("SELECT holder, since, ready_at, delay FROM visitors WHERE host = ?", [host])


def _owed(row: Row, at: datetime, delay: float) -> float:
    if row["holder"]:
        return max(delay, row["delay"] or 0.0)
    return max((datetime.fromisoformat(row["ready_at"]) - at).total_seconds(), 0.0) if row["ready_at"] else 0.0


def _after(at: datetime, seconds: float) -> str:
    return (at + timedelta(seconds=seconds)).isoformat(timespec="milliseconds").replace("+00:00", "Z")
