"""``morgue recount``: the counters of archived articles, once more."""

import sys
from pathlib import Path
from typing import Any

import click

from scraper.archive import open_archive
from scraper.cli._options import Length, crawl_options


@click.command("recount")
@click.option(
    "--older-than",
    type=Length(),
    help="Articles that were not visited for so long: 90s, 15min, 6h, 2d; 0 for all.  [default: those that are due]",
)
@click.option("--limit", type=click.IntRange(min=1), help="How many articles at most, the longest not visited first.")
@click.option("--source", help="Only of this source, as 'morgue stats' names it.")
@click.option("--whole", is_flag=True, help="Fetch pages also where the server would say that they have not changed.")
@crawl_options
def command(older_than: str | None, limit: int | None, source: str | None, data: Path, **options: Any) -> None:
    """Visit archived articles again and append the counters that they show now; a changed text becomes a revision.

    By itself it visits what is due: each article 1 h, 6 h, 1 d, 3 d, 7 d and 30 d after it was found, or as its source
    says. --older-than visits by the time since the last visit instead.

    \b
    Examples:
      morgue recount
      morgue recount --older-than 6h --limit 500
      morgue recount --older-than 0 --source news.example --whole
    """
    from scraper.cli._crawling import run_crawl, tell  # noqa: PLC0415 - Scrapy takes half a second

    with open_archive(data) as archive:
        before = archive.share_counts.last()
        if source:
            archive.sources.named(source)
    is_whole = options.pop("whole")
    report = run_crawl("recount", data, options, older_than=older_than, limit=limit, source=source, whole=is_whole)
    if not report.outcomes and not report.left and not report.error:
        _tell_next(data, source, is_by_plan=older_than is None)
        sys.exit(3)
    status = tell(report, data)
    _tell_counters(data, before, report.harvest)
    sys.exit(status)


def _tell_next(data: Path, source: str | None, *, is_by_plan: bool) -> None:
    with open_archive(data) as archive:
        due = archive.recounts.next_due(archive.sources.named(source)["id"] if source else None)
    if not is_by_plan:
        click.echo("No article was last visited so long ago.", err=True)
    else:
        plan = f"the next article has its turn at {due}" if due else "no visit is planned any more"
        click.echo(f"Nothing is due: {plan}. --older-than 6h visits what was not visited for six hours.", err=True)


def _tell_counters(data: Path, before: int, harvest: int) -> None:
    with open_archive(data) as archive:
        seen, not_sent = archive.share_counts.observed_after(before), archive.recounts.not_sent(harvest)
    click.echo(
        f"{seen['counters']} counters of {seen['articles']} articles, {seen['changed']} of them changed.", err=True
    )
    if not_sent:
        words = f"{not_sent} pages have not changed, by the word of their servers: no new counters."
        click.echo(f"{words} --whole fetches them all the same.", err=True)
