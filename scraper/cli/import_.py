"""``morgue import``: pages and clippings that people already hold."""

import sys
from pathlib import Path
from typing import Any

import click

from scraper.cli._options import run_options
from scraper.exceptions import BadUrl
from scraper.urls import clean


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--url", help="Where the page is from; for a single file. Else its canonical link, else its file: name.")
@run_options
def command(files: tuple[Path, ...], url: str | None, data: Path, **options: Any) -> None:
    """Archive saved pages (.html) and pages copied out as text (.txt).

    \b
    Examples:
      morgue import clipping.txt
      morgue import saved.html --url https://example.com/news/rivers-rise.html
    """
    from scraper.cli._crawling import run_crawl, tell  # noqa: PLC0415 - Scrapy takes half a second

    if url and len(files) > 1:
        raise click.UsageError("--url names one page: import its file alone")
    address = _address(url) if url else None
    report = run_crawl("files", data, options, paths=[str(path) for path in files], url=address)
    sys.exit(tell(report, data))


def _address(url: str) -> str:
    try:
        return clean(url)
    except BadUrl as error:
        raise click.BadParameter(str(error), param_hint="--url") from error
