"""``morgue backup``: a consistent copy."""

from pathlib import Path

import click

from scraper.cli._options import data_option, opened
from scraper.fixity.backup import backup


@click.command("backup")
@click.argument("target", type=click.Path(file_okay=False, path_type=Path))
@data_option
def command(target: Path, data: Path) -> None:
    """Copy the archive with its captures to a folder, also while a crawl is writing. What stays in a store stays there.

    \b
    Example:
      morgue backup /mnt/backup/morgue-2026-03-01
    """
    with opened(data) as archive:
        copied = backup(archive, target)
    size = f"{copied.size / 1e6:.1f} MB"
    click.echo(f"archive.db and {copied.captures} capture files, {size}, copied to {target}", err=True)
    for store, count in copied.elsewhere.items():
        click.echo(f"left out: {count} capture files that stay in {store}; keep that store too", err=True)
