"""``morgue counters``: the counters of one article over time."""

import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import click
from rich.text import Text

from scraper.archive.tables import Row
from scraper.cli._articles import article_at
from scraper.cli._options import data_option, limit_option, opened
from scraper.cli._rows import print_rows, rows_options, stdout_console
from scraper.cli._sparkline import sparkline
from scraper.text import printable

SUMMARY = ("counter", "count", "growth", "since", "trend", "observations", "notes")
OBSERVATIONS = ("observed_at", "counter", "count", "growth", "notes")
FACTS = tuple(
    "article observed_at network action ordinal found_in count raw growth previous_at hours is_rounded is_placeholder "
    "is_disputed witnesses".split()
)
NOTES = {
    "is_placeholder": "placeholder: a script fills it in, no growth",
    "is_disputed": "disputed: the page states another number too",
    "is_rounded": "rounded",
}


@click.command("counters")
@click.argument("article", metavar="ID|URL")
@limit_option
@rows_options
@data_option
def command(article: str, limit: int, form: str | None, data: Path) -> None:
    """Show the counters of an article over time: each with its growth since the last observation, and its trend.

    --limit is for the table of single observations, newest last; --json and --csv give all of them.

    \b
    Examples:
      morgue counters 3
      morgue counters https://example.com/news/rivers-rise.html --csv
    """
    with opened(data) as archive:
        row = article_at(archive, article)
        series = archive.share_counts.series(row["id"])
    if not series:
        click.echo(f"No counter of article {row['id']} is known.", err=True)
        sys.exit(1)
    if form in {"json", "csv"}:
        print_rows((_facts(one) for one in series), form, [])
    else:
        _print_tables(row, series, limit)


def _facts(one: Row) -> Row:
    return {name: one[name] for name in FACTS} | {"witnesses": json.loads(one["witnesses"])}


def _print_tables(row: Row, series: Sequence[Row], limit: int) -> None:
    console = stdout_console()
    console.print(Text(printable(row["title"]) or "(no title)", style="bold"))
    console.print(Text(f"{row['url']}, last seen {row['last_seen']}", style="dim"), soft_wrap=True)
    print_rows(_summaries(series), None, SUMMARY)
    print_rows((_told(one) for one in series[-limit:]), None, OBSERVATIONS)
    if len(series) > limit:
        click.echo(f"… {len(series) - limit} earlier ones: --limit {len(series)}, or --csv", err=True)


def _summaries(series: Sequence[Row]) -> Iterable[Row]:
    """Give a row a counter, in the order in which they were first observed."""
    counters: dict[tuple[Any, ...], list[Row]] = {}
    for one in series:
        key = (one["network"], one["action"], _is_told(one), one["ordinal"])
        counters.setdefault(key, []).append(one)
    last_visit = max((one["observed_at"] for one in series if not _is_told(one)), default="")
    return [_summary(rows, last_visit) for rows in counters.values()]


def _summary(rows: Sequence[Row], last_visit: str) -> Row:
    newest = rows[-1]
    told = _told(newest)
    if not _is_told(newest) and newest["observed_at"] < last_visit:
        told["notes"] = ", ".join(filter(None, [told["notes"], "missing since, which is no zero"]))
    numbers = [one["count"] for one in rows if not one["is_placeholder"]]
    return told | {"since": newest["previous_at"], "trend": sparkline(numbers), "observations": len(rows)}


def _is_told(one: Row) -> bool:
    """Tell if a service gave the number, not the page."""
    return bool(one["found_in"] == "endpoint")


def _told(one: Row) -> Row:
    """Say an observation in words."""
    name = f"{one['network']} {one['action']}" + (f" ({one['ordinal'] + 1})" if one["ordinal"] else "")
    notes = [words for flag, words in NOTES.items() if one[flag]]
    if _is_told(one):
        notes.insert(0, "told by its service")
    growth = "" if one["growth"] is None else f"{one['growth']:+d}"
    return {
        "observed_at": one["observed_at"],
        "counter": name,
        "count": one["raw"],
        "growth": growth,
        "notes": ", ".join(notes),
    }
