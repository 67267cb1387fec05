"""``morgue cluster``: begin a cluster, look at it, stop it."""

import sys
from pathlib import Path

import click

from scraper.cli import worker
from scraper.cli._cluster import check_extra, cluster_option
from scraper.cli._options import data_option
from scraper.cli._rows import print_rows, rows_options


@click.group("cluster")
def command() -> None:
    """Harvest one archive with many machines.

    \b
    Examples:
      morgue cluster init --cluster postgresql://morgue@archive.example/morgue --spool /mnt/spool
      morgue harvest --watch --cluster postgresql://morgue@archive.example/morgue
      morgue worker --cluster postgresql://morgue@archive.example/morgue
      morgue cluster status --cluster postgresql://morgue@archive.example/morgue
    """


@command.command("init")
@cluster_option
@click.option("--spool", metavar="URL", required=True, help="Folder that all machines share, or s3://bucket/folder.")
@click.option(
    "--captures",
    type=click.Choice(["move", "leave"]),
    help="Where the raw pages go: to the archive's folder, or they stay in the spool's store.  [default: move]",
)
@data_option
def init(url: str, spool: str, captures: str | None, data: Path) -> None:
    """Make a cluster in an empty PostgreSQL database, for the archive of this machine.

    Once more, after an upgrade, it writes the new version, which all workers then need, or where captures go from the
    next start of the archive's process on.

    \b
    Examples:
      createdb morgue && morgue cluster init --cluster postgresql:///morgue --spool /mnt/spool
      morgue cluster init --cluster postgresql://morgue@archive.example/morgue --spool s3://morgue-spool/main
      morgue cluster init --cluster postgresql:///morgue --spool s3://morgue-spool/main --captures leave
    """
    check_extra()
    from scraper.cluster.founding import found  # noqa: PLC0415 - an extra

    cluster = found(url, spool, data, captures)
    click.echo(
        f"cluster {cluster.id}, version {cluster.version}: 'morgue harvest --watch --cluster' shares out", err=True
    )


@command.command("status")
@rows_options
@cluster_option
def status(url: str, form: str | None) -> None:
    """Say what waits, what is under way, how far the archive is behind, and how each worker fares.

    Exit status 1 if something needs a look: no worker, a silent archive's machine, refused results.

    \b
    Examples:
      morgue cluster status --cluster postgresql://morgue@archive.example/morgue
      morgue cluster status --json
    """
    check_extra()
    from scraper.cluster.status import look_at  # noqa: PLC0415 - an extra

    rows = look_at(url)
    print_rows([row.as_row() for row in rows], form, ["name", "words", "what_to_do"])
    sys.exit(1 if any(row.what_to_do for row in rows) else 0)


@command.command("stop")
@cluster_option
def stop(url: str) -> None:
    """Ask all workers to hand in what they have and to end. What waits in the queue stays there.

    The archive's machine goes on merging; its next start takes the stop back.

    \b
    Examples:
      morgue cluster stop --cluster postgresql://morgue@archive.example/morgue
    """
    check_extra()
    from scraper.cluster.database import connected, the_cluster  # noqa: PLC0415 - an extra

    with connected(url) as connection:
        the_cluster(connection, url)
        connection.execute("UPDATE morgue_cluster SET is_stopping = true")
        row = connection.execute(
            "SELECT count(*) AS n FROM morgue_workers WHERE seen > now() - interval '30 seconds'"
        ).fetchone()
    click.echo(f"{row['n'] if row else 0} workers were asked to end", err=True)


command.add_command(worker.command, "worker")
