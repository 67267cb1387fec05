"""``morgue urls``: every address ever discovered, and how the visit to it ended."""

import sys
from pathlib import Path
from typing import Any

import click

from scraper.cli._options import data_option, limit_option, opened
from scraper.cli._rows import print_rows, rows_options
from scraper.items import Outcome


@click.command("urls")
@click.option("--outcome", type=click.Choice([outcome.value for outcome in Outcome]), help="Only those that ended so.")
@click.option("--failed", is_flag=True, help="Only those whose visit brought no article.")
@click.option("--source", help="Only of this source, as 'morgue stats' names it.")
@limit_option
@rows_options
@data_option
def command(source: str | None, form: str | None, data: Path, **filters: Any) -> None:
    """List addresses with their fate, newest visit first.

    \b
    Examples:
      morgue urls --failed
      morgue urls --outcome blocked --csv
    """
    with opened(data) as archive:
        if source:
            archive.sources.named(source)
        rows = archive.urls.listed(source=source, **filters)
        count = print_rows(rows, form, ["url", "state", "outcome", "reason", "tries", "last_visit", "article"])
    if not count:
        click.echo("No address is like that.", err=True)
        sys.exit(1)
