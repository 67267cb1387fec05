"""``morgue sources``: the sites of sources.toml, and how they fare."""

import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import click

from scraper.archive.connection import FILE_NAME as ARCHIVE
from scraper.archive.stamps import now
from scraper.cli._options import data_option, opened
from scraper.cli._rows import print_rows, rows_options
from scraper.sources import FILE_NAME, Source, read_sources
from scraper.sources.durations import write_duration
from scraper.sources.opml import read_opml, write_opml
from scraper.sources.writing import add_source, change_source, remove_source
from scraper.text import printable
from scraper.writing import write_whole

COLUMNS = ("name", "every", "last_run", "found", "stored", "blocked", "days_silent", "trouble")
ACTIONS = ("remove", "disable", "enable", "subscriptions", "target")


@click.command("sources")
@click.option("--remove", metavar="NAME", help="Take a source out of sources.toml; the archive keeps its articles.")
@click.option("--disable", metavar="NAME", help="Leave a source out of crawls of all sources.")
@click.option("--enable", metavar="NAME", help="Let it take part again.")
@click.option(
    "--import",
    "subscriptions",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Add the feeds of an OPML file, as feed readers export it.",
)
@click.option(
    "--export", "target", type=click.Path(dir_okay=False, allow_dash=True), help="Write feeds as OPML; - prints."
)
@rows_options
@data_option
def command(form: str | None, data: Path, **actions: Any) -> None:
    """List the sources of sources.toml with the last run of each, or change the list.

    found, stored and blocked count the addresses of the last run; days_silent is how long ago its newest article
    appeared; trouble is what the last run could not read.

    \b
    Examples:
      morgue sources
      morgue sources --import subscriptions.opml
      morgue sources --disable example
    """
    asked = [name for name in ACTIONS if actions[name]]
    if len(asked) > 1:
        raise click.UsageError("one change at a time: give one of --remove, --disable, --enable, --import, --export")
    if asked:
        _act(asked[0], actions[asked[0]], data)
        return
    count = print_rows(_rows(read_sources(data), data), form, COLUMNS)
    if not count:
        click.echo(f"No source in {data / FILE_NAME}: 'morgue add URL' writes one.", err=True)
        sys.exit(1)


def _act(action: str, value: Any, data: Path) -> None:
    if action == "subscriptions":
        _import(value, data)
    elif action == "target":
        _export(value, data)
    elif action == "remove":
        remove_source(data, value)
        click.echo(f"{value} is out of {data / FILE_NAME}; its articles stay.", err=True)
    else:
        change_source(data, value, enabled=action == "enable")


def _import(path: Path, data: Path) -> None:
    sources, refused = read_opml(path)
    for words in refused:
        click.echo(f"morgue: {printable(words)}", err=True)
    every = read_sources(data)
    feeds = {feed for source in every for feed in source.feeds}
    taken = {source.name for source in every}
    added = 0
    for source in sources:
        fresh = tuple(feed for feed in source.feeds if feed not in feeds)
        if fresh:
            name = _free(source.name, taken)
            add_source(data, Source(name=name, homepage=source.homepage, feeds=fresh))
            taken.add(name)
            added += 1
    known = len(sources) - added
    click.echo(f"{added} sources added to {data / FILE_NAME}, {known} there already.", err=True)
    sys.exit(0 if sources else 1)


def _free(name: str, taken: set[str]) -> str:
    count, free = 1, name
    while free in taken:
        count += 1
        free = f"{name} {count}"
    return free


def _export(target: str, data: Path) -> None:
    sources = read_sources(data)
    text = write_opml(sources)
    if target == "-":
        click.echo(text, nl=False)
    else:
        write_whole(Path(target), text)
    left = [source.name for source in sources if not source.feeds]
    if left:
        click.echo(f"Without a feed, and so left out: {printable(', '.join(left))}.", err=True)


def _rows(sources: list[Source], data: Path) -> list[dict[str, Any]]:
    health: dict[str, dict[str, Any]] = {}
    if sources and (data / ARCHIVE).exists():
        with opened(data) as archive:
            health = {row["name"]: row for row in archive.sources.health(now())}
    return [_row(source, health.get(source.name, {})) for source in sources]


def _row(source: Source, health: dict[str, Any]) -> dict[str, Any]:
    every = write_duration(source.every) if isinstance(source.every, timedelta) else source.every and str(source.every)
    facts = {"name": source.name, "homepage": source.homepage, "every": every if source.enabled else "disabled"}
    return facts | {name: health.get(name) for name in (*COLUMNS[2:], "articles", "waiting")}
