"""``morgue list``: articles by when they were published."""

import sys
from pathlib import Path
from typing import Any

import click

from scraper.cli._options import data_option, limit_option, opened, selected, selection_options
from scraper.cli._rows import print_rows, rows_options


@click.command("list")
@selection_options
@limit_option
@rows_options
@data_option
def command(limit: int, form: str | None, data: Path, **filters: Any) -> None:
    """List archived articles, newest first.

    \b
    Examples:
      morgue list --since 7d
      morgue list --source news.example --author 'Maren Holt' --limit 100 --csv
    """
    with opened(data) as archive:
        rows = archive.articles.listed(selected(archive, filters), limit)
        count = print_rows(rows, form, ["id", "date_published", "source", "language", "title"])
    if not count:
        click.echo("No article is like that.", err=True)
        sys.exit(1)
