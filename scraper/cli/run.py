"""``morgue run``: go on with what an earlier crawl left."""

import sys
from pathlib import Path

import click

from scraper.cli._options import data_option, verbose_option


@click.command("run")
@click.option("--delay", type=click.FloatRange(min=0), help="Seconds between two pages of a host.  [default: 1]")
@click.option("--allow-private", is_flag=True, help="Also fetch from this machine and private networks.")
@data_option
@verbose_option
def command(delay: float | None, data: Path, **flags: bool) -> None:
    """Visit the addresses that stopped or killed crawls have left.

    \b
    Example:
      morgue run
    """
    from scraper.cli._crawling import quiet_settings, run_crawl, tell  # noqa: PLC0415 - Scrapy takes half a second

    settings = quiet_settings(allow_private=flags["allow_private"], delay=delay)
    report = run_crawl("resume", data, settings, verbose=flags["verbose"])
    if not report.outcomes and not report.error:
        click.echo("Nothing was left to visit.", err=True)
        sys.exit(3)
    sys.exit(tell(report, data))
