"""The PostgreSQL database of a cluster: connecting, and what is said when that does not work."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg.rows import DictRow, dict_row

from scraper.exceptions import BadInput, MorgueError
from scraper.version import __version__

PATIENCE = 5
"""Seconds to wait for a connection."""

SKEW = timedelta(minutes=1)
"""How far a machine's clock may be from the database's."""

KEEPALIVE: dict[str, Any] = {"keepalives": 1, "keepalives_idle": 5, "keepalives_interval": 5, "keepalives_count": 2}
"""A connection over a network that is cut is noticed within some fifteen seconds."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """The row of a cluster."""

    id: str
    version: str
    spool: str
    is_stopping: bool
    archive: str | None
    leaves_captures: bool
    """True if capture files stay in the store that the spool is in."""


@contextmanager
def connected(url: str) -> Iterator[psycopg.Connection[DictRow]]:
    """Give a connection that commits each statement. Raises BadInput, or MorgueError for a server that is away."""
    check_url(url)
    try:
        with psycopg.connect(
            url, autocommit=True, row_factory=dict_row, connect_timeout=PATIENCE, **KEEPALIVE
        ) as connection:
            yield connection
    except psycopg.OperationalError as error:
        raise MorgueError(f"{without_password(url)} cannot be reached: {first_line(error)}") from error


def check_url(url: str) -> None:
    """Raise BadInput for what is no address of PostgreSQL."""
    if not url.startswith(("postgresql://", "postgres://")):
        raise BadInput(f"{url[:60]!r} is no address of a cluster: write postgresql://user@machine/database")


def without_password(url: str) -> str:
    """Give the address as it may be printed."""
    parts = urlsplit(url)
    if parts.password is None:
        return url
    return urlunsplit(parts._replace(netloc=parts.netloc.replace(f":{parts.password}@", ":…@")))


def first_line(error: BaseException) -> str:
    """Give what an error says in a line; of the queue's own errors, what the database said."""
    words = str(error.__cause__ or error).strip() or type(error).__name__
    return words.splitlines()[0]


def the_cluster(connection: psycopg.Connection[DictRow], url: str) -> Cluster:
    """Give the cluster of a database. Raises BadInput for one that has none, or is somebody else's."""
    if not is_ours(connection):
        raise BadInput(f"{without_password(url)} has no cluster: 'morgue cluster init' makes one in an empty database")
    row = connection.execute("SELECT to_jsonb(c) AS facts FROM morgue_cluster c").fetchone()
    if row is None:
        raise BadInput(f"the cluster in {without_password(url)} has lost its row: 'morgue cluster init' begins anew")
    facts = row["facts"]  # an earlier version's may lack some
    return Cluster(
        id=facts["id"],
        version=facts["version"],
        spool=facts["spool"],
        is_stopping=facts["is_stopping"],
        archive=facts["archive"],
        leaves_captures=facts.get("captures") == "leave",
    )


def is_ours(connection: psycopg.Connection[DictRow]) -> bool:
    """Tell if a database holds a cluster. Raises BadInput if it holds something else."""
    names = tables(connection)
    if "morgue_cluster" in names:
        return True
    if names:
        listed = ", ".join(sorted(names)[:3])
        raise BadInput(f"the database holds something else ({listed}): make one for the cluster alone, with createdb")
    return False


def tables(connection: psycopg.Connection[DictRow]) -> set[str]:
    """Give the names of the tables in the schema that is written to."""
    rows = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
    return {str(row["tablename"]) for row in rows}


def check_version(cluster: Cluster) -> None:
    """Raise BadInput if the cluster is of another version than this program."""
    if cluster.version != __version__:
        raise BadInput(
            f"the cluster runs Morgue {cluster.version} and this is {__version__}: results of different versions do "
            f"not mix; install newsmorgue=={cluster.version} here, or upgrade the archive's machine and all workers"
        )


def check_clock(connection: psycopg.Connection[DictRow]) -> timedelta:
    """Give how far this machine's clock is ahead of the database's. Raises MorgueError beyond a minute."""
    row: Any = connection.execute("SELECT clock_timestamp() AS now").fetchone()
    return checked_skew(datetime.now(UTC), row["now"])


def checked_skew(here: datetime, there: datetime) -> timedelta:
    """Give how far a clock is ahead of another. Raises MorgueError beyond a minute."""
    skew = here - there
    if abs(skew) > SKEW:
        words = "ahead of" if skew > timedelta(0) else "behind"
        raise MorgueError(
            f"this machine's clock is {abs(skew).total_seconds():.0f} s {words} the database's: moments of visits "
            "would be wrong; set it (timedatectl set-ntp true), then start again"
        )
    return skew
