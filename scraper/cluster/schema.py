"""What the cluster keeps in PostgreSQL beside the queue."""

CLUSTER = """
CREATE TABLE morgue_cluster (
    id text PRIMARY KEY,
    version text NOT NULL,
    spool text NOT NULL,
    captures text NOT NULL DEFAULT 'move',
    founded timestamptz NOT NULL DEFAULT now(),
    is_stopping boolean NOT NULL DEFAULT false,
    archive text,
    archive_seen timestamptz
)
"""
"""One row. ``archive`` names machine, process and folder of the archive that the results go to.

``captures`` is ``move`` where capture files go to the archive's folder, ``leave`` where they stay in the spool's store.
"""

CLAIMING = """
CREATE OR REPLACE FUNCTION morgue_claim(hosts text[], delays double precision[], task bigint)
RETURNS TABLE (claimed text, seconds double precision) LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM morgue_hosts WHERE host = ANY(hosts) ORDER BY host FOR UPDATE;
    RETURN QUERY
    UPDATE morgue_hosts AS known SET job = task, ready_at = NULL
    FROM morgue_hosts AS before JOIN unnest(hosts, delays) AS wanted (host, delay) ON wanted.host = before.host
    WHERE known.host = before.host AND known.is_kept AND (
        known.job = task
        OR NOT EXISTS (SELECT 1 FROM procrastinate_jobs WHERE id = known.job AND status = 'doing'))
    RETURNING known.host, greatest(coalesce(
        extract(epoch FROM before.ready_at - clock_timestamp()), greatest(wanted.delay, before.delay)
    ), 0)::double precision;
END
$$
"""
"""Gives the hosts that a task may have, and marks them as its own.

Two statements, and a function so that they are one transaction. The first waits for whoever is at the same rows; only
the second, which begins after that, sees that the task to which one of them went meanwhile is under way.
"""

RENEW = f"""
ALTER TABLE morgue_cluster ADD COLUMN IF NOT EXISTS captures text NOT NULL DEFAULT 'move';
ALTER TABLE morgue_hosts ADD COLUMN IF NOT EXISTS is_kept boolean NOT NULL DEFAULT false;
ALTER TABLE morgue_hosts ADD COLUMN IF NOT EXISTS asked bigint;
ALTER TABLE morgue_hosts ADD COLUMN IF NOT EXISTS delay double precision;
CREATE INDEX IF NOT EXISTS morgue_hosts_kept ON morgue_hosts (host) WHERE is_kept;
CREATE INDEX IF NOT EXISTS morgue_hosts_asked ON morgue_hosts (host) WHERE asked IS NOT NULL;
DROP INDEX IF EXISTS morgue_results;
CREATE UNIQUE INDEX IF NOT EXISTS morgue_result_once ON procrastinate_jobs ((args->>'job'))
    WHERE args->>'job' IS NOT NULL;
{CLAIMING};
"""
"""What a cluster of an earlier version lacks."""

WORKERS = """
CREATE TABLE morgue_workers (
    name text PRIMARY KEY,
    version text NOT NULL,
    slots integer NOT NULL,
    under_way integer NOT NULL DEFAULT 0,
    token text NOT NULL,
    state text NOT NULL DEFAULT 'new',
    reason text,
    since timestamptz NOT NULL DEFAULT now(),
    seen timestamptz NOT NULL DEFAULT now()
)
"""
"""``state`` is ``new`` until the archive's machine has read the worker's token in the spool.

Then it is ``welcome`` or ``refused``.
"""

HOSTS = """
CREATE TABLE morgue_hosts (
    host text PRIMARY KEY,
    job bigint NOT NULL,
    ready_at timestamptz,
    is_kept boolean NOT NULL DEFAULT false,
    asked bigint,
    delay double precision
)
"""
"""Which task is or was at a host, and from when on the next one may ask it.

``ready_at`` is NULL while the task is there, and stays so if it is killed. Only a host that ``is_kept`` is free for
workers: the archive's machine has entered it, so that no crawl of its own goes there. ``asked`` is the task that waits
for that, ``delay`` the Crawl-delay of the host in seconds.
"""

KEPT = "CREATE INDEX morgue_hosts_kept ON morgue_hosts (host) WHERE is_kept"
ASKED = "CREATE INDEX morgue_hosts_asked ON morgue_hosts (host) WHERE asked IS NOT NULL"

REFUSALS = """
CREATE TABLE morgue_refusals (
    id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    at timestamptz NOT NULL DEFAULT now(),
    source text NOT NULL,
    job bigint NOT NULL,
    worker text NOT NULL,
    reason text NOT NULL
)
"""
"""Results that were not taken in, and tasks that were given up."""

RESULTS = "CREATE UNIQUE INDEX morgue_result_once ON procrastinate_jobs ((args->>'job')) WHERE args->>'job' IS NOT NULL"
"""By what the result of a task is found. A task has one: one that was stopped before its last word comes late."""

TABLES = (CLUSTER, WORKERS, HOSTS, KEPT, ASKED, REFUSALS, RESULTS, CLAIMING)
