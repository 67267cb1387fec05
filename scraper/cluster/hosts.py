"""Whose turn it is at a host: one task at a time in the whole cluster, and the host's pause between two tasks."""

from collections.abc import Callable, Mapping

from scraper.cluster.database import connected

CLAIM = """
WITH before AS (SELECT job, ready_at FROM morgue_hosts WHERE host = %(host)s)
INSERT INTO morgue_hosts AS known (host, job) VALUES (%(host)s, %(job)s)
ON CONFLICT (host) DO UPDATE SET job = excluded.job, ready_at = NULL
    WHERE known.job = excluded.job
        OR NOT EXISTS (SELECT 1 FROM procrastinate_jobs WHERE id = known.job AND status = 'doing')
RETURNING (
    SELECT greatest(coalesce(extract(epoch FROM ready_at - clock_timestamp()), %(delay)s), 0)::float FROM before
) AS wait
"""
"""No row while another task is there; else the seconds to wait, NULL for a host that nobody has asked yet.

Of a task that was killed nobody knows when it asked last: then the whole delay is waited for.
"""

RELEASE = """
UPDATE morgue_hosts SET ready_at = clock_timestamp() + make_interval(secs => %(wait)s)
WHERE host = %(host)s AND job = %(job)s
"""


def asking(url: str, job: int, delays: Mapping[str, float], delay: float) -> Callable[[str], float | None]:
    """Give what a crawl asks before its first request to a host, by a connection that is opened when it is needed.

    ``delays`` are those that sources have named, by host; ``delay`` is that of all others.
    """

    def ask(host: str) -> float | None:
        with connected(url) as connection:
            values = {"host": host, "job": job, "delay": delays.get(host, delay)}
            row = connection.execute(CLAIM, values).fetchone()
        return None if row is None else float(row["wait"] or 0.0)

    return ask
