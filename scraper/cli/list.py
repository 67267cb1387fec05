"""``morgue list``: articles by when they were published."""

import sys
from pathlib import Path
from typing import Any

import click

from scraper.archive import several
from scraper.cli._options import (
    also_option,
    data_option,
    limit_option,
    opened_together,
    selected,
    selection_options,
)
from scraper.cli._rows import print_rows, rows_options


@click.command("list")
@selection_options
@limit_option
@rows_options
@also_option
@data_option
def command(limit: int, form: str | None, data: Path, **options: Any) -> None:
    """List archived articles, newest first.

    \b
    Examples:
      morgue list --since 7d
      morgue list --source news.example --author 'Maren Holt' --limit 100 --csv
      morgue list --data news/2026 --also news/2025 --author 'Maren Holt'
    """
    also = options.pop("also")
    with opened_together([data, *also]) as archives:
        selection = selected(archives, options)
        rows = several.listed(archives, selection, limit) if also else archives[0].articles.listed(selection, limit)
        columns = ["id", "date_published", "source", "language", "title"]
        count = print_rows(rows, form, ["archive", *columns] if also else columns)
    if not count:
        click.echo("No article is like that.", err=True)
        sys.exit(1)
