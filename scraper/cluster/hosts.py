"""Whose turn it is at a host: one task at a time in the whole cluster, and the host's pause between two tasks."""

import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg.rows import DictRow

from scraper.archive.visitors import Occupant
from scraper.cluster.database import connected
from scraper.cluster.pulse import CALL
from scraper.exceptions import MorgueError

CLAIM = """
SELECT claimed AS host, seconds AS wait
FROM morgue_claim(%(hosts)s::text[], %(delays)s::double precision[], %(job)s::bigint)
"""
"""A row a host that the archive's machine keeps for workers and at which no other task is: the seconds to wait.

Of a task that was killed nobody knows when it asked last: then it is the whole delay.
"""

RELEASE = """
UPDATE morgue_hosts AS known SET ready_at = clock_timestamp() + make_interval(secs => owed.wait)
FROM unnest(%(hosts)s::text[], %(waits)s::float[]) AS owed (host, wait)
WHERE known.host = owed.host AND known.job = %(job)s
"""

ASK = """
INSERT INTO morgue_hosts AS known (host, job, ready_at, asked)
SELECT %(host)s, 0, clock_timestamp(), %(job)s FROM morgue_cluster
WHERE archive_seen > clock_timestamp() - make_interval(secs => %(silent)s)
ON CONFLICT (host) DO UPDATE SET asked = excluded.asked WHERE NOT known.is_kept
"""
"""Ask the archive's machine to keep a host for workers; nothing happens where it is away."""

STATE = "SELECT is_kept, asked FROM morgue_hosts WHERE host = %(host)s"
TAKE_BACK = "UPDATE morgue_hosts SET asked = NULL WHERE host = %(host)s AND asked = %(job)s"
NOTE_DELAY = "UPDATE morgue_hosts SET delay = %(delay)s WHERE host = %(host)s AND job = %(job)s"

SILENT = 10.0
"""Seconds without a sign of life of the archive's machine after which nobody waits for its answer."""

PATIENCE = 5.0
"""Seconds to wait for its answer; the crawl stands still meanwhile."""

GLANCE = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """The neighbours of a worker's crawl: its cluster, asked by a connection that is opened when it is needed."""

    database: str
    job: int
    waits: Mapping[str, float]
    """The hosts that were claimed before the crawl, each with the seconds until it may be asked."""

    delays: Mapping[str, float]
    """Those that sources have named, in seconds by host."""

    delay: float
    """That of all other hosts."""

    def ask(self, host: str) -> float | Occupant:
        """Claim a host. One that no task had so far, the archive's machine has to enter first."""
        if host in self.waits:
            return self.waits[host]
        delay = self.delays.get(host, self.delay)
        values = {"host": host, "hosts": [host], "job": self.job, "delays": [delay]}
        with connected(self.database) as connection:
            row = connection.execute(CLAIM, values).fetchone()
            if row is None and (occupant := _ask_archive(connection, values)):
                return occupant
            row = row or connection.execute(CLAIM, values).fetchone()
        return float(row["wait"]) if row else Occupant.WORKER

    def note_delay(self, host: str, delay: float) -> None:
        """Tell the cluster of a Crawl-delay; while its database is away, this task does not last anyway."""
        with suppress(MorgueError), connected(self.database) as connection:
            connection.execute(NOTE_DELAY, {"host": host, "job": self.job, "delay": delay})


def _ask_archive(connection: psycopg.Connection[DictRow], values: Mapping[str, Any]) -> Occupant | None:
    """Have the archive's machine enter a host; give who keeps it from doing so, None if it has entered."""
    is_asked = connection.execute(ASK, {**values, "silent": SILENT}).rowcount
    connection.execute(f"NOTIFY {CALL}")
    until = time.monotonic() + PATIENCE
    while row := connection.execute(STATE, values).fetchone():
        if row["is_kept"]:
            return None
        if not is_asked or time.monotonic() > until:
            break
        if row["asked"] is None:
            return Occupant.CRAWL
        time.sleep(GLANCE)
    connection.execute(TAKE_BACK, values)
    return Occupant.SOMEBODY
