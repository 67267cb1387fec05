"""``morgue reparse``: stored captures, read with today's parser."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from scraper.archive.rereadings import Chosen
from scraper.cli._options import Day, data_option, limit_option, opened
from scraper.cli._progress import live_line
from scraper.cli._rows import print_rows, rows_options
from scraper.rereading.reparsing import Asked, Reparsed, reparse

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
@limit_option
@rows_options
@data_option
def command(form: str | None, limit: int, data: Path, **options: Any) -> None:
    """Read the stored captures once more, with the parser of this version, and store what it reads otherwise.

    A new reading is no edit of the publisher: it is a revision of its own kind, with the version that read it. Fields
    and counters are corrected in their place; what they were before is kept in the table rereadings. A run that was
    stopped goes on where it was. Rows show the first changes, --limit of them.

    \b
    Examples:
      morgue reparse --dry-run
      morgue reparse --source example.com --only-below-confidence 0.8
      morgue reparse --since 30d --dry-run --limit 1000 --json
    """
    with opened(data) as archive, live_line() as say:
        source = int(archive.sources.named(options["source"])["id"]) if options["source"] else None
        chosen = Chosen(source=source, since=options["since"], below_confidence=options["below"])
        asked = Asked(chosen=chosen, is_dry=options["dry_run"], examples=limit)
        run = reparse(archive, asked, lambda run: say(f"{run.articles} of {run.total} articles · {run.changed} differ"))
    rows = run.examples if form == "json" else [_short(row) for row in run.examples]
    print_rows(rows, form, ["article", "field", "before", "after"])
    _tell(run, "would change" if options["dry_run"] else "changed")
    sys.exit(0 if run.articles else 1)


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
