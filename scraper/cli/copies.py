"""``morgue copies``: the same story elsewhere."""

import sys
from pathlib import Path
from typing import Any

import click

from scraper.archive import Archive, open_archive
from scraper.archive.tables import Row
from scraper.cli._articles import article_at
from scraper.cli._options import Day, data_option, limit_option, opened
from scraper.cli._rows import print_rows, rows_options

COPIES = ["article", "appeared_at", "source", "share", "is_earliest", "title"]
STORIES = ["earliest", "appeared_at", "sources", "articles", "source", "title"]

BATCH = 200
"""Articles that are compared in one transaction: a crawl that writes waits a fifth of a second."""


@click.command("copies")
@click.argument("article", metavar="[ID|URL]", required=False)
@click.option(
    "--at-least",
    type=click.IntRange(1, 100),
    default=60,
    show_default=True,
    help="Percent of the shorter text in common. Below 60 some are missed.",
)
@click.option("--sources", type=click.IntRange(min=1), default=2, show_default=True, help="Stories of so many sources.")
@click.option("--since", type=Day(), help="Stories since that day: 2026-03-01, today, yesterday or 7d.")
@click.option("--source", help="Stories that this source had too, as 'morgue stats' names it.")
@click.option("--build", is_flag=True, help="Compare the articles that an earlier version of Morgue has archived.")
@limit_option
@rows_options
@data_option
def command(article: str | None, form: str | None, data: Path, *, build: bool, **options: Any) -> None:
    """List the articles that have most of an article's text; without one, the stories that several sources had.

    \b
    Examples:
      morgue copies 3
      morgue copies https://example.com/news/rivers-rise.html --json
      morgue copies --since 7d --sources 3
      morgue copies --build
    """
    if build:
        sys.exit(_build(data))
    with opened(data) as archive:
        _tell_waiting(archive)
        at_least, limit = options.pop("at_least"), options["limit"]
        count = (
            _list_copies(archive, article, at_least, limit, form)
            if article
            else _list_stories(archive, form, **options)
        )
    if not count:
        click.echo(f"No copy of {article} is known." if article else "No story is like that.", err=True)
        sys.exit(1)


def _list_copies(archive: Archive, article: str, at_least: int, limit: int, form: str | None) -> int:
    row = article_at(archive, article)
    copies = archive.copies.of(row, at_least / 100)
    if copies and not form:
        click.echo(_named(row, copies), err=True)
    return print_rows(copies[:limit], form, COPIES)


def _named(row: Row, copies: list[Row]) -> str:
    """Say which one was the earliest."""
    first = next((copy for copy in copies if copy["is_earliest"]), None)
    if first is None:
        return f"Article {row['id']} is the earliest of {len(copies) + 1}."
    return (
        f"The earliest of {len(copies) + 1} is article {first['article']}: {first['source']}, {first['appeared_at']}."
    )


def _list_stories(archive: Archive, form: str | None, **filters: Any) -> int:
    if filters["source"]:
        archive.sources.named(filters["source"])
    return print_rows(archive.copies.stories(**filters), form, STORIES)


def _tell_waiting(archive: Archive) -> None:
    waiting = archive.copies.waiting()
    if waiting:
        words = f"{waiting} articles of an earlier version are not compared yet: 'morgue copies --build' does that"
        click.echo(f"morgue: {words}, about {max(1, waiting // 60_000)} min", err=True)


def _build(data: Path) -> int:
    with open_archive(data) as archive:
        waiting = archive.copies.waiting()
        if not waiting:
            click.echo("All articles are compared.", err=True)
            return 3
        last, done = 0, BATCH
        with click.progressbar(length=waiting, label="Comparing", file=sys.stderr) as bar:
            while done:
                with archive.transaction():
                    last, done = archive.copies.build(last, BATCH)
                bar.update(done)
    click.echo(f"{waiting} articles compared.", err=True)
    return 0
