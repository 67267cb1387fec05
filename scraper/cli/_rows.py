"""Rows to stdout: a table for people, JSON Lines or CSV for programs."""

import csv
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from scraper.archive.search import MARKS
from scraper.text import printable, safe_cell

if TYPE_CHECKING:  # a harvest with nothing due prints no table, and each minute of cron pays for what is imported
    from rich.console import Console
    from rich.text import Text

Row = Mapping[str, Any]
Decorated = Callable[..., Any]

NUMBERS = frozenset(
    {
        "id",
        "count",
        "found",
        "stored",
        "revised",
        "unchanged",
        "blocked",
        "words_added",
        "words_removed",
        "days_silent",
        "growth",
        "observations",
        "articles",
        "urls",
        "waiting",
        "tries",
        "not_archived",
        "added",
        "would_add",
        "changed",
    }
)
"""Columns that stand to the right."""

WIDE = 160
"""Columns of a table that goes to a file or a pipe."""


def rows_options(command: Decorated) -> Decorated:
    """Add ``--json``, ``--csv`` and ``--table``, given on as ``form``."""
    command = click.option("--table", "form", flag_value="table", help="Print a table, which is the default.")(command)
    command = click.option("--csv", "form", flag_value="csv", help="Print CSV, header first.")(command)
    return click.option("--json", "form", flag_value="json", help="Print JSON Lines, one object a row.")(command)


def print_rows(rows: Iterable[Row], form: str | None, columns: Sequence[str]) -> int:
    """Print rows as asked; give how many. A table shows ``columns``; the other forms show all that a row has."""
    printers = {"json": _print_json, "csv": _print_csv}
    return printers[form](rows) if form in printers else _print_table(rows, columns)


def _print_json(rows: Iterable[Row]) -> int:
    count = 0
    for row in rows:
        click.echo(json.dumps({key: _plain(key, value) for key, value in row.items()}, ensure_ascii=False))
        count += 1
    return count


def _print_csv(rows: Iterable[Row]) -> int:
    count, writer = 0, csv.writer(sys.stdout, lineterminator="\n")
    for count, row in enumerate(rows, 1):
        if count == 1:
            writer.writerow(row)
        writer.writerow([safe_cell(_plain(key, value)) for key, value in row.items()])
    return count


def _plain(key: str, value: Any) -> Any:
    """Show what a search found between double asterisks."""
    return value.replace(MARKS[0], "**").replace(MARKS[1], "**") if key == "snippet" and value else value


def _print_table(rows: Iterable[Row], columns: Sequence[str]) -> int:
    from rich import box  # noqa: PLC0415 - as above
    from rich.table import Table  # noqa: PLC0415

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for name in columns:
        is_number = name in NUMBERS
        table.add_column(name.replace("_", " "), justify="right" if is_number else "left", overflow="fold")
    for row in rows:
        table.add_row(*(_cell(row.get(name)) for name in columns))
    if table.row_count:
        with paged() as console:
            console.print(table)
    return table.row_count


@contextmanager
def paged() -> "Iterator[Console]":
    """Give a console on stdout whose output a pager shows where it is longer than the terminal.

    The pager is the one of ``$PAGER``, else ``less``; what fits on the screen it prints and ends at once.
    """
    console = stdout_console()
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        yield console
        return
    os.environ.setdefault("LESS", "FRX")  # end at once if it fits, let colours through, leave the text on the screen
    with console.pager(styles=True):
        yield console


def stdout_console() -> "Console":
    """Give a console on stdout that neither wraps a pipe at 80 columns nor reads markup in archived text."""
    from rich.console import Console  # noqa: PLC0415 - as above

    is_terminal = sys.stdout.isatty()
    return Console(file=sys.stdout, width=None if is_terminal else WIDE, markup=False, highlight=False, emoji=False)


def _cell(value: Any) -> "Text":
    """Show a value; the marks of a search become bold, whatever else could steer a terminal is taken out."""
    from rich.text import Text  # noqa: PLC0415 - as above

    text = Text()
    for place, part in enumerate(str("" if value is None else value).replace(MARKS[1], MARKS[0]).split(MARKS[0])):
        text.append(printable(part) or "", style="bold reverse" if place % 2 else "")
    return text
