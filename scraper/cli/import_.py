"""``morgue import``: pages and clippings that people already hold."""

import sys
from pathlib import Path
from typing import Any

import click

from scraper.cli._options import Day, run_options
from scraper.exceptions import BadUrl
from scraper.importing.filters import Filters
from scraper.text import printable
from scraper.urls import clean


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--url", help="Where the page is from; for a single file. Else its canonical link, else its file: name.")
@click.option("--host", "hosts", multiple=True, help="Only pages of this host and its subdomains; may be given again.")
@click.option(
    "--since", type=Day(), help="Only pages captured on this day or later: 2026-03-01, today, yesterday or 7d."
)
@click.option("--until", type=Day(), help="Only pages captured on this day or earlier.")
@click.option("--language", help="Only pages that say they are in this language: en, pt-BR.")
@click.option("--no-captures", is_flag=True, help="Keep no raw pages (WARC files).")
@run_options
def command(paths: tuple[Path, ...], url: str | None, data: Path, **options: Any) -> None:
    """Archive pages that you hold: WARC, ARC, WACZ, zip, MHTML, HTML, pages copied out as text, folders of these.

    What is archived already is passed over, so an import that was stopped is simply started again.

    \b
    Examples:
      morgue import clipping.txt
      morgue import saved.html --url https://example.com/news/rivers-rise.html
      morgue import CC-NEWS-20260301-00001.warc.gz --host example.com --language en
    """
    from scraper.cli._crawling import run_crawl, tell  # noqa: PLC0415 - Scrapy takes half a second

    if url and (len(paths) > 1 or paths[0].is_dir()):
        raise click.UsageError("--url names one page: import its file alone")
    filters = Filters(options["hosts"], options["since"], options["until"], options["language"])
    names = [str(path) for path in paths]
    report = run_crawl("files", data, options, paths=names, url=_address(url) if url else None, filters=filters)
    for words in report.faults:
        click.echo(f"morgue: {printable(words)}", err=True)
    status = tell(report, data)
    passed = ", ".join(f"{count} {reason}" for reason, count in report.skipped.most_common())
    if passed:
        click.echo(f"Passed over: {passed}.", err=True)
    sys.exit(0 if not report.error and report.skipped["already archived"] else status)


def _address(url: str) -> str:
    try:
        return clean(url)
    except BadUrl as error:
        raise click.BadParameter(str(error), param_hint="--url") from error
