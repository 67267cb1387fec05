"""``morgue show``: one article with its facts."""

import json
import sys
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.text import Text

from scraper.archive import Archive
from scraper.cli._options import data_option, opened
from scraper.cli._rows import paged, print_rows, rows_options
from scraper.exceptions import BadUrl
from scraper.text import printable
from scraper.urls import clean

LISTS = ("authors", "keywords", "provenance")
FACTS = (
    "url",
    "source",
    "authors",
    "section",
    "date_published_local",
    "date_modified",
    "language",
    "first_seen",
    "last_seen",
)


@click.command("show")
@click.argument("article", metavar="ID|URL")
@rows_options
@data_option
def command(article: str, form: str | None, data: Path) -> None:
    """Show an archived article: its text, its facts and its counters.

    \b
    Examples:
      morgue show 3
      morgue show https://example.com/news/rivers-rise.html --json
    """
    with opened(data) as archive:
        row = _whole(archive, article)
    if row is None:
        click.echo(f"morgue: no article {printable(article)}: 'morgue search WORDS' finds the ids", err=True)
        sys.exit(1)
    if form:
        print_rows([row], form, [])
    else:
        with paged() as console:
            _print_article(console, row)


def _whole(archive: Archive, article: str) -> dict[str, Any] | None:
    """Give the article with its newest counters and the number of its revisions, lists as lists."""
    row = archive.articles.find(article) or archive.articles.find(_spelled(article))
    if row is None:
        return None
    row |= {name: json.loads(row[name]) for name in LISTS}
    row["share_counts"] = [
        {key: count[key] for key in ("network", "action", "count", "raw", "observed_at")}
        for count in archive.share_counts.latest(row["id"])
    ]
    row["revisions"] = len(archive.revisions.of(row["id"]))
    return row


def _spelled(article: str) -> str:
    try:
        return clean(article)
    except BadUrl:
        return ""


def _print_article(console: Console, row: dict[str, Any]) -> None:
    console.print(Text(printable(row["title"]) or "(no title)", style="bold"))
    for name in FACTS:
        value = ", ".join(row[name]) if isinstance(row[name], list) else row[name]
        if value:
            console.print(Text(f"{name.replace('_', ' ') + ':':22}{printable(str(value))}", style="dim"))
    counters = ", ".join(f"{count['raw']} {_named(count)}" for count in row["share_counts"])
    revisions = f"{row['revisions']} revision{'s' if row['revisions'] > 1 else ''}"
    console.print(
        Text(f"{'counters:':22}{printable(counters) or 'none on the page'}\n{'text:':22}{revisions}", style="dim")
    )
    console.print(Text("\n" + (printable(row["body"]) or "(no text)")))


def _named(count: dict[str, Any]) -> str:
    known = [word for word in (count["network"], count["action"]) if word != "unknown"]
    return " ".join(known) or "(network unknown)"
