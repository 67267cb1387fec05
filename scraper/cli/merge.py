"""``morgue merge``: adds other archives to this one."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from scraper.archive import Archive, open_archive
from scraper.archive.connection import FILE_NAME
from scraper.cli._options import run_options
from scraper.cli._progress import live_line
from scraper.cli._rows import print_rows, rows_options
from scraper.exceptions import MorgueError
from scraper.merging import Keep, Merged, merge, preview


@click.command("merge")
@click.argument("others", metavar="OTHER…", nargs=-1, required=True, type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--captures",
    type=click.Choice([keep.value for keep in Keep]),
    default=Keep.COPY.value,
    show_default=True,
    help="What happens to the raw pages: move takes them away there, leave takes the rest only.",
)
@click.option("--dry-run", is_flag=True, help="Say what would come and how much room it takes; nothing is changed.")
@rows_options
@run_options
def command(others: tuple[Path, ...], data: Path, form: str | None, **options: Any) -> None:
    """Add other archives to this one: their folders are only read, and a second time changes nothing.

    What both have is there once. Texts of an article stand in the order in which they were seen, and an address has the
    fate of its last visit. An archive that is damaged, of a later version or being written is refused before anything
    is taken from it. A merge that was stopped is simply started again and goes on there.

    \b
    Examples:
      morgue merge /mnt/laptop/data
      morgue merge old/2024 old/2025 --captures move
      morgue merge /mnt/laptop/data --dry-run
      morgue merge /mnt/laptop/data --json
    """
    wait = {} if options["wait"] is None else {"busy_timeout": options["wait"]}
    rows: list[dict[str, Any]] = []
    failed = False
    captures, is_dry = Keep(options["captures"]), options["dry_run"]
    with _target(data, is_dry=is_dry, **wait) as archive:
        for other in others:
            try:
                if is_dry:
                    rows += _previewed(archive, other, captures)
                else:
                    rows += _merged(archive, other, captures, is_verbose=options["verbose"])
            except MorgueError as error:
                failed = True
                click.echo(f"morgue: {error}", err=True)
    print_rows(rows, form, ["archive", "table", "would_add"] if is_dry else ["archive", "table", "added", "changed"])
    sys.exit(1 if failed else 0)


@contextmanager
def _target(data: Path, *, is_dry: bool, **wait: float) -> Iterator[Archive]:
    """Open the archive that is added to. Where there is none it is made, for a dry run only for the time of it."""
    place = TemporaryDirectory() if is_dry and not (data / FILE_NAME).exists() else nullcontext(data)
    with place as folder, open_archive(folder, create=True, **wait) as archive:
        yield archive


def _previewed(archive: Archive, other: Path, captures: Keep) -> list[dict[str, Any]]:
    """Say what merging one archive would bring; give a row for each of its tables that has something."""
    counts, needed = preview(archive, other, captures)
    articles = counts.get("articles", 0)
    click.echo(f"{other}: {articles} articles would come, about {needed / 1e6:,.1f} MB. Nothing was changed.", err=True)
    return [{"archive": str(other), "table": table, "would_add": count} for table, count in counts.items()]


def _merged(archive: Archive, other: Path, captures: Keep, *, is_verbose: bool) -> list[dict[str, Any]]:
    """Merge one archive; give a row for each of its tables that brought anything."""
    with live_line(is_verbose) as say:
        merged = merge(archive, other, captures, lambda now: say(f"{other}: {_pace(now)}"))
    articles = merged.added["articles"]
    click.echo(f"{other}: {articles} articles added, in {merged.seconds:.1f} s. Archive: {archive.path}", err=True)
    tables = [table for table in merged.added | merged.changed if merged.added[table] or merged.changed[table]]
    return [
        {"archive": str(other), "table": table, "added": merged.added[table], "changed": merged.changed[table]}
        for table in tables
    ]


def _pace(merged: Merged) -> str:
    pieces = [merged.phase.replace("_", " ")]
    if merged.done:
        pieces.append(f"{merged.done} of {merged.total}" if merged.total else f"{merged.done}")
    if merged.left is not None:
        pieces.append(f"{merged.left:.0f} s left")
    return " · ".join(pieces)
