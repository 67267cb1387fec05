"""A worker joins: version, clock and spool are the same as the archive's machine has them, or it is told why not."""

import secrets
from dataclasses import dataclass

import psycopg
from psycopg.rows import DictRow

from scraper.archive.holders import this_process
from scraper.cluster.database import Cluster, check_clock, check_version, the_cluster
from scraper.cluster.spool import MARK, Spool
from scraper.exceptions import BadInput, MorgueError
from scraper.version import __version__

TOKENS = "tokens"


@dataclass(frozen=True, slots=True)
class Member:
    """A worker that has asked to be let in."""

    name: str
    """Machine and process number."""

    cluster: Cluster


def join(connection: psycopg.Connection[DictRow], url: str, slots: int, spool_url: str | None = None) -> Member:
    """Check what can be checked from here, leave a token in the spool and ask to be let in.

    ``spool_url`` is where this machine has the spool, if that is not where the archive's machine has it. Raises
    BadInput, MorgueError.
    """
    cluster = the_cluster(connection, url)
    check_version(cluster)
    check_clock(connection)
    spool = Spool(spool_url or cluster.spool)
    check_mark(spool, cluster)
    name, token = this_process(), secrets.token_hex(8)
    spool.write(f"{TOKENS}/{token}", name)
    connection.execute(
        """
        INSERT INTO morgue_workers (name, version, slots, token) VALUES (%s, %s, %s, %s)
        ON CONFLICT (name) DO UPDATE SET version = excluded.version, slots = excluded.slots, token = excluded.token,
            state = 'new', reason = NULL, since = now(), seen = now(), under_way = 0
        """,
        [name, __version__, slots, token],
    )
    return Member(name, cluster)


def check_mark(spool: Spool, cluster: Cluster) -> None:
    """Raise BadInput if the spool as this machine sees it is not the cluster's."""
    mark = (spool.read(MARK) or "").strip()
    if mark != cluster.id:
        seen = f"the mark of another cluster ({mark[:20]})" if mark else "no mark of the cluster"
        raise BadInput(
            f"the spool {spool.url} is not shared: this machine finds {seen} there; mount the same folder, or say "
            "where it is here with --spool"
        )


async def welcome(connection: psycopg.AsyncConnection[DictRow], spool: Spool) -> list[tuple[str, str | None]]:
    """Let in the workers whose token this machine can read, and refuse the others; give each with the reason."""
    decided: list[tuple[str, str | None]] = []
    found = await connection.execute("SELECT name, version, token FROM morgue_workers WHERE state = 'new'")
    for row in await found.fetchall():
        reason = _fault(spool, row)
        await connection.execute(
            "UPDATE morgue_workers SET state = %s, reason = %s WHERE name = %s AND token = %s",
            ["refused" if reason else "welcome", reason, row["name"], row["token"]],
        )
        decided.append((str(row["name"]), reason))
    return decided


def _fault(spool: Spool, row: DictRow) -> str | None:
    if row["version"] != __version__:
        return f"it runs Morgue {row['version']}, and the archive's machine {__version__}"
    token = str(row["token"])
    try:
        found = spool.read(f"{TOKENS}/{token}") if token.isalnum() else None
        if found == row["name"]:
            spool.remove(f"{TOKENS}/{token}")
            return None
    except MorgueError as error:
        return str(error)
    return f"the spool is not shared: what it wrote there is not in {spool.url} on the archive's machine"
