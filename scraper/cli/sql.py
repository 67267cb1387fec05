"""``morgue sql``: any question, in SQL."""

import re
import sys
from pathlib import Path

import click

from scraper.cli._options import data_option, opened
from scraper.cli._rows import print_rows, rows_options


@click.command("sql")
@click.argument("query")
@click.argument("parameters", nargs=-1, metavar="[NAME=VALUE]...")
@rows_options
@data_option
def command(query: str, parameters: tuple[str, ...], form: str | None, data: Path) -> None:
    """Ask the archive in SQL; nothing can be changed. '-' reads the query from standard input.

    :name in the query takes the value of NAME=VALUE. The tables are in docs/reference/schema.md.

    \b
    Examples:
      morgue sql 'SELECT title, count FROM articles JOIN share_counts ON article = articles.id'
      morgue sql 'SELECT * FROM edits WHERE words > :least' least=50 --csv
    """
    text = sys.stdin.read() if query == "-" else query
    values = _named(parameters)
    for name in values:
        if not re.search(rf"[:@$]{re.escape(name)}\b", text):
            raise click.UsageError(f"the query does not ask for {name!r}: where its value belongs, write :{name}")
    with opened(data) as archive:
        rows = archive.sql(text, values)
        count = print_rows(rows, form, rows.columns)
    if not count:
        click.echo("No rows.", err=True)
        sys.exit(1)


def _named(parameters: tuple[str, ...]) -> dict[str, str | int | float]:
    values: dict[str, str | int | float] = {}
    for text in parameters:
        name, equals, value = text.partition("=")
        if not equals:
            raise click.UsageError(f"{text!r} is no NAME=VALUE")
        values[name.removeprefix(":")] = _number(value)
    return values


def _number(value: str) -> str | int | float:
    for kind in (int, float):
        try:
            return kind(value)
        except ValueError:
            continue
    return value
