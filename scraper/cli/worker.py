"""``morgue worker``: take harvests of a cluster, on any machine."""

from pathlib import Path
from typing import Any

import click

from scraper.cli import _json_log
from scraper.cli._cluster import check_extra, cluster_option, run_until_stopped
from scraper.cli._json_log import say

SLOTS = 64


@click.command("worker")
@cluster_option
@click.option("--slots", type=click.IntRange(min=1, max=500), default=SLOTS, show_default=True, help="Hosts at a time.")
@click.option("--files", type=click.IntRange(min=0), help="Files at a time to import.  [default: one a processor]")
@click.option("--spool", metavar="URL", help="Where the spool is on this machine, if it is elsewhere here.")
@click.option("--workshop", type=click.Path(path_type=Path, file_okay=False), help="Folder for work under way.")
@click.option("--log-json", is_flag=True, help="Print the log to stderr as JSON Lines.")
def command(url: str, *, log_json: bool, **options: Any) -> None:
    """Take harvests from a cluster's queue and hand in what they bring, until SIGTERM or Ctrl-C.

    Nothing of the archive has to be on this machine: it reaches the database and the spool, and that is all. A task
    mostly waits for the network, and has up to sixteen hosts; --slots is how many hosts are asked side by side, some
    ten MB of memory each. The first Ctrl-C lets the tasks hand in what they have.

    Exit status: 0 stopped, 1 cannot work here, 2 the cluster does not let this worker in.

    \b
    Examples:
      morgue worker --cluster postgresql://morgue@archive.example/morgue
      morgue worker --cluster postgresql://morgue@archive.example/morgue --slots 50 --log-json
      MORGUE_CLUSTER=postgresql://morgue@archive.example/morgue morgue worker --spool /mnt/spool
    """
    check_extra()
    if log_json:
        _json_log.log_json()
    from scraper.cluster.working import Post, Worker  # noqa: PLC0415 - an extra

    asked = {name: value for name, value in options.items() if value is not None}
    worker = Worker(Post(database=url, **asked), say)
    run_until_stopped(worker.run, worker.stop)
