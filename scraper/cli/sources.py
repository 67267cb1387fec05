"""``morgue sources``: the sites of sources.toml."""

import sys
from pathlib import Path

import click

from scraper.cli._options import data_option
from scraper.cli._rows import print_rows, rows_options
from scraper.sources import FILE_NAME, Source, read_sources
from scraper.sources.durations import write_duration


@click.command("sources")
@rows_options
@data_option
def command(form: str | None, data: Path) -> None:
    """List the sources that sources.toml names.

    \b
    Examples:
      morgue sources
      morgue sources --csv
    """
    count = print_rows(map(_row, read_sources(data)), form, ["name", "homepage", "listings", "every"])
    if not count:
        click.echo(f"No source in {data / FILE_NAME}.", err=True)
        sys.exit(1)


def _row(source: Source) -> dict[str, object]:
    return {
        "name": source.name,
        "homepage": source.homepage,
        "listings": len(source.feeds) + len(source.sitemaps) + len(source.sections),
        "every": write_duration(source.every) if source.every else None,
    }
