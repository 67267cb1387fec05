"""``morgue edits``: what publishers changed afterwards."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from scraper.archive import Archive
from scraper.archive.stamps import moment, now
from scraper.archive.tables import Row
from scraper.cli._options import Day, data_option, limit_option, opened
from scraper.cli._rows import print_rows, rows_options
from scraper.revisions import difference
from scraper.revisions.feed import Entry, atom
from scraper.writing import write_whole

EDITS = ["article", "seen_at", "source", "words_added", "words_removed", "announced", "title", "former_title"]
DELETIONS = ["article", "seen_at", "source", "how", "returned_at", "title", "url"]


@click.command("edits")
@click.option("--since", type=Day(), help="First day on which the edit was seen: 2026-03-01, today, yesterday or 7d.")
@click.option("--source", help="Only of this source, as 'morgue stats' names it.")
@click.option(
    "--min-words",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="Words added and removed, at least; a changed headline is always listed.",
)
@click.option("--silent", is_flag=True, help="Only those that the page itself does not tell of.")
@click.option(
    "--deletions", is_flag=True, help="List articles that are gone instead: 410, 404, sent to the front page."
)
@click.option("--atom", "feed", type=click.Path(dir_okay=False, path_type=Path), help="Write a feed to this file.")
@limit_option
@rows_options
@data_option
def command(source: str | None, feed: Path | None, form: str | None, data: Path, **filters: Any) -> None:
    """List edits of archived articles, the largest first, or articles that were deleted.

    \b
    Examples:
      morgue edits --since 7d --min-words 5
      morgue edits --silent --csv
      morgue edits --deletions
      morgue edits --atom edits.xml
    """
    is_about_deletions = filters.pop("deletions")
    with opened(data) as archive:
        if source:
            archive.sources.named(source)
        if is_about_deletions:
            wanted = {name: filters[name] for name in ("since", "limit")}
            count = print_rows(archive.deletions.listed(source=source, **wanted), form, DELETIONS)
        else:
            rows = list(archive.revisions.edits(source=source, **filters))
            count = _write(feed, archive, rows) if feed else print_rows(rows, form, EDITS)
    if not count and not feed:
        click.echo("No deletion is known." if is_about_deletions else "No edit is like that.", err=True)
        sys.exit(1)


def _write(path: Path, archive: Archive, rows: list[Row]) -> int:
    newest_first = sorted(rows, key=lambda row: (row["seen_at"], row["revision"]), reverse=True)
    write_whole(path, atom(_entries(archive, newest_first), now()))
    click.echo(f"{len(rows)} edits written to {path}", err=True)
    return len(rows)


def _entries(archive: Archive, rows: Iterable[Row]) -> Iterable[Entry]:
    for row in rows:
        seen = moment(row["seen_at"]) or now()
        found = difference(*archive.revisions.pair(row["revision"]))
        yield Entry(row["revision"], row["url"], row["title"] or "(no title)", row["source"], seen, found)
