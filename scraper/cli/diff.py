"""``morgue diff``: what a publisher changed in an article."""

import json
import sys
from pathlib import Path
from typing import Any

import click
from rich.text import Text

from scraper.cli._articles import article_at
from scraper.cli._options import data_option, opened
from scraper.cli._pieces import marked
from scraper.cli._rows import print_rows, stdout_console
from scraper.cli._versions import chosen
from scraper.revisions import BlockKind, Difference, Version, difference
from scraper.revisions.html import page
from scraper.revisions.plain import plain, sizes
from scraper.text import printable

SIGNS = {BlockKind.MOVED: "↕ ", BlockKind.ADDED: "+ ", BlockKind.REMOVED: "- ", BlockKind.CHANGED: "~ "}


@click.command("diff")
@click.argument("article", metavar="ID|URL")
@click.option(
    "--from", "older", help="The older text: the number of a revision from 1, or a day. [default: the last but one]"
)
@click.option("--to", "newer", help="The newer text, in the same words. [default: the last]")
@click.option("--html", "form", flag_value="html", help="Print a page of HTML.")
@click.option("--json", "form", flag_value="json", help="Print one JSON object.")
@click.option("--stat", "form", flag_value="stat", help="Print only how much changed.")
@click.option("--headlines", is_flag=True, help="Print the headlines that it had, and when; also with --json.")
@data_option
def command(article: str, form: str | None, data: Path, *, headlines: bool, **versions: str | None) -> None:
    """Show what was changed in an article, word by word; moved paragraphs are recognised, noise is left out.

    \b
    Examples:
      morgue diff 3
      morgue diff https://example.com/news/rivers-rise.html --from 1 --to 2026-03-01
      morgue diff 3 --html > edit.html
    """
    with opened(data) as archive:
        row = article_at(archive, article)
        revisions = archive.revisions.of(row["id"])
        history = archive.revisions.headlines(row["id"])
        deletions = archive.deletions.of(row["id"])
    if headlines:
        print_rows(history, form, ["seen_at", "last_seen", "title"])
        return
    pair = chosen(revisions, versions["older"], versions["newer"])
    if pair is None:
        click.echo(f"Article {row['id']} has one text only: nothing to compare.", err=True)
        _tell_deletions(deletions)
        sys.exit(1)
    old, new = pair
    found = difference(Version(old["title"], old["body"]), Version(new["title"], new["body"]))
    _print(found, form, _heading(row, old, new))
    _tell_deletions(deletions)


def _heading(row: dict[str, Any], old: dict[str, Any], new: dict[str, Any]) -> str:
    reading = " (a new reading of the stored page, not an edit)" if new["origin"] == "reparse" else ""
    return f"{row['url']}: {old['seen_at']} to {new['seen_at']}{reading}"


def _print(found: Difference, form: str | None, heading: str) -> None:
    if form == "html":
        click.echo(page(found, heading), nl=False)
    elif form == "json":
        click.echo(json.dumps(plain(found), ensure_ascii=False))
    elif form == "stat":
        for name, value in sizes(found).items():
            click.echo(f"{name.replace('_', ' ')}: {value}")
    else:
        _print_text(found, heading)


def _print_text(found: Difference, heading: str) -> None:
    console = stdout_console()
    is_plain = not console.is_terminal
    console.print(Text(printable(heading) or "", style="dim"), soft_wrap=True)
    console.print(marked(found.title, console), style="bold", soft_wrap=is_plain)
    skipped = 0
    for block in found.blocks:
        if block.kind is BlockKind.SAME:
            skipped += 1
            continue
        _tell_skipped(skipped)
        skipped = 0
        console.print(Text(f"\n{SIGNS[block.kind]}") + marked(block.pieces, console), soft_wrap=is_plain)
    _tell_skipped(skipped)


def _tell_skipped(count: int) -> None:
    if count:
        stdout_console().print(Text(f"\n  … {count} unchanged paragraph{'s' if count > 1 else ''}", style="dim"))


def _tell_deletions(deletions: list[dict[str, Any]]) -> None:
    for row in deletions:
        back = f", back since {row['returned_at']}" if row["returned_at"] else ""
        click.echo(f"{row['url']}: {row['how'].replace('_', ' ')} since {row['seen_at']}{back}", err=True)
