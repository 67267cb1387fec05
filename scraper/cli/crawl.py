"""``morgue crawl``: addresses in, articles in the archive."""

import sys
from pathlib import Path

import click

from scraper.cli._options import data_option, verbose_option
from scraper.exceptions import BadInput, BadUrl
from scraper.urls import clean


@click.command("crawl")
@click.argument("urls", nargs=-1)
@click.option(
    "--from",
    "file",
    type=click.Path(exists=True, dir_okay=False, allow_dash=True),
    help="One address a line; - for stdin.",
)
@click.option("--delay", type=click.FloatRange(min=0), help="Seconds between two pages of a host.  [default: 1]")
@click.option("--allow-private", is_flag=True, help="Also fetch from this machine and private networks.")
@data_option
@verbose_option
def command(urls: tuple[str, ...], file: str | None, delay: float | None, data: Path, **flags: bool) -> None:
    """Fetch pages and archive their articles.

    \b
    Examples:
      morgue crawl https://example.com/news/rivers-rise.html
      morgue crawl --from urls.txt
      grep -o 'https://[^"]*' links.html | morgue crawl --from -
    """
    from scraper.cli._crawling import quiet_settings, run_crawl, tell  # noqa: PLC0415 - Scrapy takes half a second

    _check(urls, file)
    settings = quiet_settings(allow_private=flags["allow_private"], delay=delay)
    report = run_crawl("urls", data, settings, verbose=flags["verbose"], url=" ".join(urls), file=file)
    sys.exit(tell(report, data))


def _check(urls: tuple[str, ...], file: str | None) -> None:
    """Say what is wrong before anything starts, if there is nothing at all to fetch."""
    if not urls and not file:
        raise click.UsageError("nothing to crawl: give an address, or --from FILE with one a line")
    problems = []
    for url in urls:
        try:
            clean(url)
        except BadUrl as error:
            problems.append(str(error))
    if urls and len(problems) == len(urls) and not file:
        raise BadInput("\nmorgue: ".join(problems))
