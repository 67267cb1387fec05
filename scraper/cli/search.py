"""``morgue search``: articles by their words."""

import sys
from pathlib import Path
from typing import Any

import click

from scraper.archive import several
from scraper.archive.search import POOL
from scraper.cli._options import (
    also_option,
    data_option,
    limit_option,
    opened_together,
    selected,
    selection_options,
)
from scraper.cli._rows import print_rows, rows_options


@click.command("search", context_settings={"ignore_unknown_options": True})
@click.argument("words", nargs=-1, required=True)
@selection_options
@limit_option
@rows_options
@also_option
@data_option
def command(words: tuple[str, ...], limit: int, form: str | None, data: Path, **options: Any) -> None:
    """Find archived articles, best match first.

    All words have to be there. "a phrase" stands together, rive* is a beginning, -word stays away, title:flood
    (body:, author:) looks in one field, 'NEAR(flood bridge, 5)' wants at most five words between. Chinese, Japanese
    and Thai are found by any piece of text.

    \b
    Examples:
      morgue search river flood
      morgue search '"town hall" -mayor' --since 2026-03-01 --language en
      morgue search 'title:ferry author:"Maren Holt"'
      morgue search 橋 --json
      morgue search flood --data news/2026 --also news/2025 --also news/2024
    """
    also = options.pop("also")
    text = " ".join(words).strip()
    if not text:
        raise click.UsageError("say which words to look for; 'morgue list' shows what is archived")
    with opened_together([data, *also]) as archives:
        selection = selected(archives, options)
        found = several.search(archives, text, selection, limit) if also else archives[0].search(text, selection, limit)
        columns = ["id", "date_published", "source", "title", "snippet"]
        count = print_rows(found, form, ["archive", *columns] if also else columns)
    if found.is_partial:
        told = f"More than {max(POOL, limit)} articles match: these are the best of the newest of them."
        click.echo(f"{told} A rarer word or --since finds others.", err=True)
    if not count:
        click.echo(f"Nothing found for {text}", err=True)
        sys.exit(1)
