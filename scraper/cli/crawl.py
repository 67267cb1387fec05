"""``morgue crawl``: addresses or sources in, articles in the archive."""

import sys
from itertools import islice
from pathlib import Path
from typing import Any

import click

from scraper.cli._options import Day, crawl_options
from scraper.crawling.launching import MANY, launched_early
from scraper.exceptions import BadInput, BadUrl
from scraper.sources import FILE_NAME, choose, read_sources
from scraper.urls import clean

OF_SOURCES = ("since", "until", "depth", "site")
"""Options that say what is wanted of sources, and mean nothing for single addresses."""


@click.command("crawl")
@click.argument("urls", nargs=-1)
@click.option(
    "--from",
    "file",
    type=click.Path(exists=True, dir_okay=False, allow_dash=True),
    help="One address a line; - for stdin.",
)
@click.option("--source", "names", multiple=True, help="What is new of this source; may be given again.")
@click.option("--all", "every", is_flag=True, help="What is new of all enabled sources.")
@click.option("--since", type=Day(), help="Only what sources date on this day or later: 2026-03-01, today or 7d.")
@click.option("--until", type=Day(), help="Only what sources date on this day or earlier.")
@click.option(
    "--depth", type=click.IntRange(0, 100), help="Further pages of a section to read; links deep, for --site."
)
@click.option("--site", is_flag=True, help="Walk through the site from its front page instead of asking its listings.")
@crawl_options
def command(urls: tuple[str, ...], file: str | None, data: Path, **options: Any) -> None:
    """Fetch pages and archive their articles: those of some addresses, or what is new of sources.

    A source is a site in sources.toml, which 'morgue add URL' writes. Its feeds, sitemaps and sections are asked, and
    the articles fetched that the archive has not seen, or that are due for another visit.

    \b
    Examples:
      morgue crawl https://example.com/news/rivers-rise.html
      morgue crawl --from urls.txt
      grep -o 'https://[^"]*' links.html | morgue crawl --from -
      morgue crawl --source example
      morgue crawl --all --since 7d
    """
    if options["names"] or options["every"]:
        from scraper.cli._crawling import run_crawl, tell  # noqa: PLC0415 - Scrapy takes half a second

        _check_sources(urls, file, data, options)
        wanted = {name: options[name] for name in ("since", "until", "depth")}
        names = list(options["names"])
        report = run_crawl("site" if options["site"] else "source", data, options, name=names, **wanted)
        sys.exit(tell(report, data, is_routine=True))
    _check(urls, file, options)
    with launched_early(pays=options["delay"] == 0 and _names_many(file)) as launched:
        from scraper.cli._crawling import run_crawl, tell  # noqa: PLC0415 - while those processes start

        report = run_crawl("urls", data, options | {"launched": launched}, url=" ".join(urls), file=file)
    sys.exit(tell(report, data))


def _names_many(file: str | None) -> bool:
    """Tell if a file, which can be read once more, has as many lines as make further processes worth their start."""
    if file is None or not Path(file).is_file():
        return False
    with Path(file).open("rb") as lines:
        return sum(1 for _ in islice(lines, MANY)) == MANY


def _check_sources(urls: tuple[str, ...], file: str | None, data: Path, options: dict[str, Any]) -> None:
    if urls or file or (options["names"] and options["every"]):
        raise click.UsageError("addresses, --from, --source and --all exclude each other: give one of them")
    if not choose(read_sources(data), options["names"]):
        raise BadInput(f"no source in {data / FILE_NAME}: 'morgue add URL' writes one")


def _check(urls: tuple[str, ...], file: str | None, options: dict[str, Any]) -> None:
    """Say what is wrong before anything starts, if there is nothing at all to fetch."""
    given = [f"--{name}" for name in OF_SOURCES if options[name] not in {None, False}]
    if given:
        raise click.UsageError(f"{given[0]} is for sources: give --source NAME or --all too")
    if not urls and not file:
        raise click.UsageError("nothing to crawl: give an address, --from FILE, --source NAME or --all")
    problems = []
    for url in urls:
        try:
            clean(url)
        except BadUrl as error:
            problems.append(str(error))
    if urls and len(problems) == len(urls) and not file:
        raise BadInput("\nmorgue: ".join(problems))
