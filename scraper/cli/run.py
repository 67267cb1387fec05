"""``morgue run``: go on with what an earlier crawl left."""

import sys
from pathlib import Path
from typing import Any

import click

from scraper.cli._options import crawl_options


@click.command("run")
@crawl_options
def command(data: Path, **options: Any) -> None:
    """Visit the addresses that stopped or killed crawls have left.

    \b
    Example:
      morgue run
    """
    from scraper.cli._crawling import run_crawl, tell  # noqa: PLC0415 - Scrapy takes half a second

    report = run_crawl("resume", data, options)
    if report.outcomes or report.error:
        sys.exit(tell(report, data))
    if report.left:
        tell(report, data)
    else:
        click.echo("Nothing was left to visit.", err=True)
    sys.exit(3)
