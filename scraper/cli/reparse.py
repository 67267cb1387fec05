"""``morgue reparse``: stored captures, read with today's parser."""

import asyncio
import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from scraper.archive import Archive
from scraper.archive.rereadings import Chosen
from scraper.cli._cluster import check_extra
from scraper.cli._json_log import say as tell
from scraper.cli._options import Day, data_option, limit_option, opened
from scraper.cli._progress import live_line
from scraper.cli._rows import print_rows, rows_options
from scraper.rereading.reparsing import Asked, Reader, Reparsed, reparse

LONGEST = 80
"""Letters of a value in a table."""


@click.command("reparse")
@click.option("--source", help="Only articles of this source.")
@click.option("--since", type=Day(), help="Only articles captured on this day or later: 2026-03-01, yesterday or 7d.")
@click.option(
    "--only-below-confidence",
    "below",
    type=click.FloatRange(0, 1, min_open=True),
    help="Only articles whose text the parser was less sure of, such as 0.8.",
)
@click.option("--dry-run", is_flag=True, help="Show what would change; write nothing.")
@click.option("--cluster", metavar="URL", help="Let workers read the captures, by the queue in this database.")
@limit_option
@rows_options
@data_option
def command(form: str | None, limit: int, data: Path, cluster: str | None, **options: Any) -> None:
    """Read the stored captures once more, with the parser of this version, and store what it reads otherwise.

    A new reading is no edit of the publisher: it is a revision of its own kind, with the version that read it. Fields
    and counters are corrected in their place; what they were before is kept in the table rereadings. A run that was
    stopped goes on where it was. Rows show the first changes, --limit of them.

    \b
    Examples:
      morgue reparse --dry-run
      morgue reparse --source example.com --only-below-confidence 0.8
      morgue reparse --since 30d --dry-run --limit 1000 --json
      morgue reparse --cluster postgresql://morgue@archive.example/morgue
    """
    with opened(data) as archive, live_line() as say:
        source = int(archive.sources.named(options["source"])["id"]) if options["source"] else None
        chosen = Chosen(source=source, since=options["since"], below_confidence=options["below"])
        asked = Asked(chosen=chosen, is_dry=options["dry_run"], examples=limit)
        with _readings(archive, cluster, chosen) as read:
            run = reparse(archive, asked, lambda run: say(_pace(run)), read)
    rows = run.examples if form == "json" else [_short(row) for row in run.examples]
    print_rows(rows, form, ["article", "field", "before", "after"])
    _tell(run, "would change" if options["dry_run"] else "changed")
    sys.exit(0 if run.articles else 1)


def _pace(run: Reparsed) -> str:
    return f"{run.articles} of {run.total} articles · {run.changed} differ"


@contextmanager
def _readings(archive: Archive, cluster: str | None, chosen: Chosen) -> Iterator[Reader | None]:
    """Give what workers have read of the captures, where there are any."""
    if cluster is None:
        yield None
        return
    check_extra()
    from scraper.cluster.rereading import SharedRereading  # noqa: PLC0415 - an extra

    shared = SharedRereading(cluster, archive, archive.path.parent / f"rereading-{os.getpid()}", tell)
    try:
        handed = asyncio.run(shared.run(chosen))
        tell(f"{len(handed.done)} files read by workers, {len(handed.failed)} are left for here")
        yield shared.readings
    finally:
        shared.close()


def _tell(run: Reparsed, verb: str) -> None:
    for reason, count in run.problems.most_common():
        click.echo(f"morgue: {count} left as they are: {reason}", err=True)
    fields = ", ".join(f"{name} {count}" for name, count in run.fields.most_common())
    words = f"{run.captures} captures of {run.articles} articles read: {run.changed} {verb}"
    click.echo(f"{words} ({fields})" if fields else words, err=True)


def _short(row: Mapping[str, Any]) -> Mapping[str, Any]:
    return dict(row) | {side: _cut(row[side]) for side in ("before", "after")}


def _cut(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
