"""``morgue rebuild``: a new archive from the captures alone."""

import sys
from pathlib import Path

import click

from scraper.cli._options import data_option
from scraper.cli._outcomes import counted
from scraper.cli._progress import live_line
from scraper.rereading.restoring import rebuild


@click.command("rebuild")
@click.option("--store", "stores", multiple=True, metavar="URL", help="Spool where captures stay; may be given again.")
@data_option
def command(data: Path, stores: tuple[str, ...]) -> None:
    """Make a new archive.db from the capture files alone, where the old one is lost, damaged or moved away.

    Articles, revisions, share counters and captures come back, read by the parser of this version; visits that left no
    capture do not. If it is stopped, the same command goes on with it.

    \b
    Examples:
      mv data/archive.db data/archive.old
      morgue rebuild
      morgue verify
      morgue rebuild --store s3://morgue-spool/main
    """
    with live_line() as say:
        done = rebuild(
            data, lambda now: say(f"{now.files} of {now.total} files · {counted(now.outcomes)}"), stores=stores
        )
    if done.unreadable:
        click.echo(f"morgue: {done.unreadable} records cannot be read: 'morgue verify' names them", err=True)
    click.echo(f"{counted(done.outcomes) or 'nothing'}, from {done.total} files, in {data / 'archive.db'}", err=True)
    sys.exit(0 if done.total else 1)
