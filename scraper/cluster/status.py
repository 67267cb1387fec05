"""How a cluster fares: what waits, what is under way, how far the archive is behind, who works."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

import psycopg
from psycopg.rows import DictRow

from scraper.cluster.database import Cluster, connected, the_cluster

SILENT = 60.0
"""Seconds without a sign of life after which something is wrong."""

BEHIND = 600.0
"""Seconds that a result waits to be merged, from which on the archive is behind."""

FORGOTTEN = "1 day"
"""How long a worker that has ended and a result that was refused are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One thing that was looked at."""

    name: str
    words: str
    count: int | None = None
    """How many there are, where something is counted."""

    seconds: float | None = None
    """How old the oldest is, or since when there was no sign of life."""

    what_to_do: str | None = None
    """None if all is well."""

    def as_row(self) -> dict[str, Any]:
        """Give it as a row."""
        return asdict(self)


def look_at(url: str) -> list[Look]:
    """Look at everything. Raises BadInput, MorgueError where there is no cluster or no database."""
    with connected(url) as connection:
        cluster = the_cluster(connection, url)
        return [
            Look(name="cluster", words=f"{cluster.id}, version {cluster.version}, spool {cluster.spool}"),
            _archive(connection, cluster),
            _tasks(connection),
            _results(connection),
            *_workers(connection),
            *_refusals(connection),
        ]


def _archive(connection: psycopg.Connection[DictRow], cluster: Cluster) -> Look:
    row = _one(connection, "SELECT extract(epoch FROM now() - archive_seen)::float AS seconds FROM morgue_cluster")
    if row["seconds"] is None:
        advice = "start 'morgue harvest --watch --cluster' there: until then nothing is shared out"
        return Look(name="archive", words="its machine was never there", what_to_do=advice)
    advice = "start 'morgue harvest --watch --cluster' there: until then results wait in the spool"
    is_silent = row["seconds"] > SILENT
    words = f"{cluster.archive}, seen {row['seconds']:.0f} s ago"
    return Look(name="archive", words=words, seconds=row["seconds"], what_to_do=advice if is_silent else None)


def _tasks(connection: psycopg.Connection[DictRow]) -> Look:
    row = _one(
        connection,
        """
        SELECT count(*) FILTER (WHERE status = 'todo') AS waiting,
            count(*) FILTER (WHERE status = 'doing') AS under_way,
            count(*) FILTER (WHERE status = 'todo' AND attempts > 0) AS again,
            extract(epoch FROM now() - min(e.at) FILTER (WHERE status = 'todo'))::float AS seconds
        FROM procrastinate_jobs j LEFT JOIN LATERAL (
            SELECT min(at) AS at FROM procrastinate_events WHERE job_id = j.id AND type = 'deferred') e ON true
        WHERE task_name = 'harvest' AND status IN ('todo', 'doing')
        """,
    )
    words = f"{row['waiting']} wait, {row['under_way']} under way, {row['again']} to be tried again"
    return Look(name="tasks", words=words, count=row["waiting"] + row["under_way"], seconds=row["seconds"])


def _results(connection: psycopg.Connection[DictRow]) -> Look:
    row = _one(
        connection,
        """
        SELECT count(*) AS count, extract(epoch FROM now() - min(e.at))::float AS seconds
        FROM procrastinate_jobs j LEFT JOIN LATERAL (
            SELECT min(at) AS at FROM procrastinate_events WHERE job_id = j.id AND type = 'deferred') e ON true
        WHERE queue_name = 'results' AND status IN ('todo', 'doing')
        """,
    )
    behind = row["seconds"] or 0.0
    words = f"{row['count']} wait to be merged, the oldest for {behind:.0f} s"
    advice = "the archive's machine is behind: look at its log; docs/guides/cluster.md says where it gives out"
    return Look(
        name="results", words=words, count=row["count"], seconds=behind, what_to_do=advice if behind > BEHIND else None
    )


def _workers(connection: psycopg.Connection[DictRow]) -> Iterator[Look]:
    rows = connection.execute(
        f"""
        SELECT *, extract(epoch FROM now() - seen)::float AS seconds FROM morgue_workers
        WHERE seen > now() - interval '{FORGOTTEN}' ORDER BY name
        """.encode()  # noqa: S608 - constants
    ).fetchall()
    if not any(row["seconds"] < SILENT and row["state"] == "welcome" for row in rows):
        yield Look(name="workers", words="none", what_to_do="start 'morgue worker --cluster' on some machine")
    for row in rows:
        words = f"{row['under_way']} of {row['slots']} slots at work, seen {row['seconds']:.0f} s ago"
        if row["state"] != "welcome":
            words = f"{row['state']}: {row['reason'] or 'the archive has not seen its token in the spool yet'}"
        is_refused = row["state"] == "refused"
        advice = "mend that and start it again" if is_refused else None
        yield Look(
            name=f"worker {row['name']}",
            words=words,
            count=row["under_way"],
            seconds=row["seconds"],
            what_to_do=advice,
        )


def _refusals(connection: psycopg.Connection[DictRow]) -> Iterator[Look]:
    rows = connection.execute(
        f"""
        SELECT *, extract(epoch FROM now() - at)::float AS seconds FROM morgue_refusals
        WHERE at > now() - interval '{FORGOTTEN}' ORDER BY id DESC LIMIT 20
        """.encode()  # noqa: S608 - constants
    )
    for row in rows:
        words = f"{row['source']} of {row['worker']}: {row['reason']}"
        advice = "nothing of it was stored, and the source is harvested again; look at that worker and the spool"
        yield Look(name="refused", words=words, seconds=row["seconds"], what_to_do=advice)


def _one(connection: psycopg.Connection[DictRow], sql: str) -> DictRow:
    row = connection.execute(sql.encode()).fetchone()
    assert row is not None  # noqa: S101 - an aggregate always has a row
    return row


def metrics_of(looks: Iterable[Look]) -> str:
    """Give what was looked at as metrics in the text format of Prometheus."""
    looks = list(looks)
    named = {look.name: look for look in looks}
    workers = [look for look in looks if look.name.startswith("worker ")]
    facts = {
        "cluster_tasks": ("Tasks that wait or are under way.", named["tasks"].count),
        "cluster_oldest_task_seconds": ("How long the oldest task waits.", named["tasks"].seconds or 0),
        "cluster_results": ("Results that wait to be merged.", named["results"].count),
        "cluster_lag_seconds": ("How long the oldest result waits to be merged.", named["results"].seconds),
        "cluster_workers": ("Workers that are at work.", sum((one.seconds or 0) < SILENT for one in workers)),
        "cluster_slots_at_work": ("Hosts and files that workers are at.", sum(one.count or 0 for one in workers)),
        "cluster_refused": ("Results that were refused within a day.", sum(one.name == "refused" for one in looks)),
    }
    return "".join(
        f"# HELP morgue_{name} {words}\n# TYPE morgue_{name} gauge\nmorgue_{name} {value:.15g}\n"
        for name, (words, value) in facts.items()
    )
