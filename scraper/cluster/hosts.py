"""Whose turn it is at a host: one task at a time in the whole cluster, and the host's pause between two tasks."""

from collections.abc import Callable, Mapping

from scraper.cluster.database import connected

CLAIM = """
WITH wanted AS (SELECT * FROM unnest(%(hosts)s::text[], %(delays)s::float[]) AS w (host, delay)),
    before AS (SELECT host, ready_at FROM morgue_hosts WHERE host = ANY(%(hosts)s))
INSERT INTO morgue_hosts AS known (host, job) SELECT host, %(job)s FROM wanted ORDER BY host
ON CONFLICT (host) DO UPDATE SET job = excluded.job, ready_at = NULL
    WHERE known.job = excluded.job
        OR NOT EXISTS (SELECT 1 FROM procrastinate_jobs WHERE id = known.job AND status = 'doing')
RETURNING host, (
    SELECT greatest(coalesce(extract(epoch FROM b.ready_at - clock_timestamp()), w.delay), 0)::float
    FROM before b JOIN wanted w ON w.host = b.host WHERE b.host = known.host
) AS wait
"""
"""A row a host at which no other task is: the seconds to wait, NULL for a host that nobody has asked yet.

Of a task that was killed nobody knows when it asked last: then the whole delay is waited for.
"""

RELEASE = """
UPDATE morgue_hosts AS known SET ready_at = clock_timestamp() + make_interval(secs => owed.wait)
FROM unnest(%(hosts)s::text[], %(waits)s::float[]) AS owed (host, wait)
WHERE known.host = owed.host AND known.job = %(job)s
"""


def asking(url: str, job: int, delays: Mapping[str, float], delay: float) -> Callable[[str], float | None]:
    """Give what a crawl asks before its first request to a host, by a connection that is opened when it is needed.

    ``delays`` are those that sources have named, by host; ``delay`` is that of all others.
    """

    def ask(host: str) -> float | None:
        with connected(url) as connection:
            values = {"hosts": [host], "job": job, "delays": [delays.get(host, delay)]}
            row = connection.execute(CLAIM, values).fetchone()
        return None if row is None else float(row["wait"] or 0.0)

    return ask
