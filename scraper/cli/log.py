"""``morgue log``: what each harvest brought from each source."""

import sys
from pathlib import Path

import click

from scraper.cli._options import data_option, limit_option, opened
from scraper.cli._rows import print_rows, rows_options


@click.command("log")
@click.option("--source", help="Only of this source.")
@click.option("--failed", is_flag=True, help="Only harvests in which no listing of the source answered.")
@limit_option
@rows_options
@data_option
def command(source: str | None, limit: int, form: str | None, data: Path, *, failed: bool) -> None:
    """Show what harvests brought, newest first.

    \b
    Examples:
      morgue log
      morgue log --source alder --failed --json
    """
    with opened(data) as archive:
        if source:
            archive.sources.named(source)
        rows = archive.schedule.log(source=source, failed=failed, limit=limit)
    columns = ["started", "source", "found", "stored", "revised", "unchanged", "blocked", "finish_reason", "reason"]
    if not print_rows(rows, form, columns):
        click.echo("No harvest was like that: 'morgue harvest' runs what is due.", err=True)
        sys.exit(1)
