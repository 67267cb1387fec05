"""A new cluster: its tables in an empty database, its mark in the spool, its name in the archive."""

import secrets
from pathlib import Path

import psycopg
from procrastinate import App
from procrastinate.sync_psycopg_connector import SyncPsycopgConnector
from psycopg.rows import DictRow

from scraper.archive import open_archive
from scraper.archive.stamps import now
from scraper.captures.places import KEPT
from scraper.cluster.database import Cluster, check_clock, connected, is_ours, the_cluster
from scraper.cluster.schema import RENEW, TABLES
from scraper.cluster.spool import MARK, Spool
from scraper.exceptions import BadInput, MorgueError
from scraper.version import __version__


def found(url: str, spool_url: str, data: Path, captures: str | None = None) -> Cluster:
    """Make a cluster for the archive of a folder, or take over its newer version. Raises BadInput, MorgueError.

    ``captures`` is ``move`` or ``leave``, where capture files stay in the spool's store; None for as it is.
    """
    spool = Spool(spool_url)
    if captures == "leave":
        spool.address(KEPT)
    with connected(url) as connection:
        check_clock(connection)
        if is_ours(connection):
            _renew(connection, url, spool, data)
        else:
            _begin(connection, url, spool, data)
        if captures:
            connection.execute("UPDATE morgue_cluster SET captures = %s", [captures])
        return the_cluster(connection, url)


def _begin(connection: psycopg.Connection[DictRow], url: str, spool: Spool, data: Path) -> None:
    """Mark spool and archive first: a beginning that was cut off is begun again with the same mark."""
    with open_archive(data, create=True) as archive, archive.transaction():
        identity = archive.clusters.joined() or secrets.token_hex(8)
        _mark(spool, identity)
        archive.clusters.join(identity, now())
    queue = App(connector=SyncPsycopgConnector(conninfo=url))
    with queue.open():
        queue.schema_manager.apply_schema()
    with connection.transaction():
        for statement in TABLES:
            connection.execute(statement.encode())
        connection.execute(
            "INSERT INTO morgue_cluster (id, version, spool) VALUES (%s, %s, %s)", [identity, __version__, spool.url]
        )


def _mark(spool: Spool, identity: str) -> None:
    found = (spool.read(MARK) or "").strip()
    if found not in {"", identity}:
        raise BadInput(f"{spool.url} is the spool of another cluster ({found[:20]}): choose an empty folder")
    spool.write(MARK, f"{identity}\n")
    if (spool.read(MARK) or "").strip() != identity:
        raise MorgueError(f"the spool {spool.url} does not give back what is written to it")


def _renew(connection: psycopg.Connection[DictRow], url: str, spool: Spool, data: Path) -> None:
    """Write this version into a cluster that is this archive's already."""
    known = the_cluster(connection, url)
    check_archive(known, data)
    _mark(spool, known.id)
    connection.execute(RENEW)
    connection.execute(
        "UPDATE morgue_cluster SET version = %s, spool = %s, is_stopping = false", [__version__, spool.url]
    )


def check_archive(cluster: Cluster, data: Path) -> None:
    """Raise BadInput if the archive of a folder is not the one that a cluster works for."""
    with open_archive(data, create=True) as archive:
        joined = archive.clusters.joined()
    if joined != cluster.id:
        raise BadInput(
            f"the cluster works for another archive than {data}: 'morgue cluster init' with another database makes one "
            "for this archive"
        )
