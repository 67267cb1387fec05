"""``morgue crawl``: addresses in, articles in the archive."""

import sys
from pathlib import Path
from typing import Any

import click

from scraper.cli._options import crawl_options
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
@crawl_options
def command(urls: tuple[str, ...], file: str | None, data: Path, **options: Any) -> None:
    """Fetch pages and archive their articles.

    \b
    Examples:
      morgue crawl https://example.com/news/rivers-rise.html
      morgue crawl --from urls.txt
      grep -o 'https://[^"]*' links.html | morgue crawl --from -
    """
    from scraper.cli._crawling import run_crawl, tell  # noqa: PLC0415 - Scrapy takes half a second

    _check(urls, file)
    report = run_crawl("urls", data, options, url=" ".join(urls), file=file)
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
