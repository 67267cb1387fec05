"""``morgue export``: articles taken out of the archive, in a format that others read."""

import os
import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from scraper.archive.tables import Row
from scraper.cli._options import data_option, opened, selected, selection_options
from scraper.exceptions import BadInput
from scraper.exports.export import Told, Wish, export, format_named, names
from scraper.exports.paths import STDOUT

TO_STDOUT = {"jsonl", "csv", "jsonld"}


@click.command("export")
@click.argument("form", metavar="FORMAT", type=click.Choice(names()))
@click.option("-o", "--output", "target", type=click.Path(path_type=str), help="File or folder to write.")
@click.option("--words", help="Only what 'morgue search WORDS' would find, all of it.")
@selection_options
@click.option("--since-last", "is_increment", is_flag=True, help="Only what is new since the last such export.")
@click.option("--overwrite", is_flag=True, help="Replace what is there already.")
@data_option
def command(form: str, target: str | None, data: Path, **options: Any) -> None:
    """Write articles to a file or folder: csv, jsonl, jsonld, parquet, text, markdown, warc, wacz, bagit, sqlite.

    Beside it, or in it, export.json says by which command, version and filters it was made. parquet with a slash at
    the end of the name writes a folder with a part for each month. What is new for --since-last is a new text or a new
    counter, since the last export of that format with the same filters.

    \b
    Examples:
      morgue export jsonl | head -n 1
      morgue export csv --since 2026-03-01 --source news.example -o march.csv
      morgue export parquet -o articles/
      morgue export jsonl --since-last -o new.jsonl --overwrite
      morgue export wacz --words 'ferry' -o ferry.wacz
    """
    place = _place(form, target)
    with opened(data) as archive, _progress() as told:
        wish = Wish(
            format=form,
            target=place,
            is_partitioned=bool(target and form == "parquet" and target.endswith(os.sep)),
            words=options["words"],
            selection=selected([archive], options),
            is_increment=options["is_increment"],
            overwrite=options["overwrite"],
            command=shlex.join(["morgue", *sys.argv[1:]]),
        )
        about = export(archive, wish, told)
    _tell(about)


def _place(form: str, target: str | None) -> Path:
    if target and target != "-":
        return Path(target)
    if form not in TO_STDOUT:
        suffix = format_named(form).SUFFIX or "/"
        raise BadInput(f"say where to write with -o: {form} needs a name like articles{suffix}")
    return STDOUT


@contextmanager
def _progress() -> Iterator[Told]:
    """Show a bar where stderr is a terminal and the rows do not go there too."""
    console = Console(stderr=True)
    columns = (TextColumn("writing"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    is_shown = console.is_terminal and not sys.stdout.isatty()
    with Progress(*columns, console=console, transient=True, disable=not is_shown) as bar:
        task = bar.add_task("writing", total=None)
        yield lambda written, total: bar.update(task, completed=written, total=total)


def _tell(about: Row) -> None:
    pieces = [f"{about['articles']} articles"]
    pieces += [f"{about['captures']} captures"] if "captures" in about else []
    pieces += [f"{about['damaged_captures']} damaged captures left out"] if about.get("damaged_captures") else []
    click.echo(f"{', '.join(pieces)} written to {about['target']}", err=True)
    if about.get("is_noted") is False:
        click.echo("The archive cannot be written: --since-last will not know of this export.", err=True)
