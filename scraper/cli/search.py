"""``morgue search``: articles by their words."""

import sys
from pathlib import Path
from typing import Any

import click

from scraper.cli._options import data_option, limit_option, opened, period_options
from scraper.cli._rows import print_rows, rows_options


@click.command("search", context_settings={"ignore_unknown_options": True})
@click.argument("words", nargs=-1, required=True)
@period_options
@click.option("--source", help="Only of this source, as 'morgue stats' names it.")
@limit_option
@rows_options
@data_option
def command(words: tuple[str, ...], source: str | None, form: str | None, data: Path, **filters: Any) -> None:
    """Find archived articles, best match first.

    All words have to be there. "a phrase" stands together, rive* is a beginning, -word stays away.

    \b
    Examples:
      morgue search river flood
      morgue search '"town hall" -mayor' --since 2026-03-01
      morgue search 橋 --json
    """
    with opened(data) as archive:
        if source:
            archive.sources.named(source)
        found = archive.search(" ".join(words), source=source, **filters)
        count = print_rows(found, form, ["id", "date_published", "source", "title", "snippet"])
    if not count:
        click.echo(f"Nothing found for {' '.join(words)}", err=True)
        sys.exit(1)
