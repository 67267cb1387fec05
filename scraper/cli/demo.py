"""``morgue demo``: a small invented newspaper, crawled as a real one would be."""

import shutil
import sys
from pathlib import Path
from threading import Event
from typing import Any

import click

from scraper.archive import open_archive
from scraper.cli._options import data_option
from scraper.cli._rows import print_rows
from scraper.demo import ARTICLES, Newsroom, publish_edition
from scraper.demo.edition import OTHERS
from scraper.exceptions import BadInput

DELAY = 0.02
"""Seconds between two pages. The newspaper is on this machine and does not mind."""

NEXT = """
Try next:
  {command} search ferry{data}
  {command} show {url}{data}
  {command} urls --failed{data}"""


@click.command("demo")
@data_option
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Port of the newspaper.  [default: a free one]")
@click.option(
    "--edition",
    type=click.Choice(["morning", "evening"]),
    default="morning",
    show_default=True,
    help="The evening edition edits one article.",
)
@click.option("--serve", is_flag=True, help="Only serve the newspaper, until Ctrl-C.")
def command(data: Path, port: int, edition: str, *, serve: bool) -> None:
    """Serve an invented newspaper on this machine and crawl it.

    Its articles are in English, German, Russian, Japanese, French and Arabic, and show what real pages do: share bars,
    wrong charsets, other articles' numbers, a paywall, pages that are gone.

    \b
    Examples:
      morgue demo
      morgue demo --port 8099
      morgue demo --port 8099 --edition evening
    """
    with _newsroom(port) as newsroom:
        publish_edition(newsroom, edition)
        if serve:
            _serve(newsroom)
            return
        status = _crawl(newsroom, data)
    _print_archived(newsroom, data)
    sys.exit(status)


def _newsroom(port: int) -> Newsroom:
    try:
        return Newsroom(port)
    except OSError as error:
        raise BadInput(f"cannot serve on port {port}: {error.strerror}; leave --port out for a free one") from error


def _serve(newsroom: Newsroom) -> None:
    click.echo(f"The Alder Courier is at {newsroom.url('/')} until Ctrl-C.", err=True)
    try:
        Event().wait()
    except KeyboardInterrupt:
        click.echo("Closed.", err=True)


def _crawl(newsroom: Newsroom, data: Path) -> int:
    from scraper.cli._crawling import run_crawl, tell  # noqa: PLC0415 - Scrapy takes half a second

    options: dict[str, Any] = {"delay": DELAY, "wait": None, "allow_private": True, "verbose": False}
    click.echo(f"Crawling The Alder Courier at {newsroom.url('/')}", err=True)
    report = run_crawl("urls", data, options, url=" ".join(newsroom.url(path) for path in (*ARTICLES, *OTHERS)))
    return tell(report, data)


def _print_archived(newsroom: Newsroom, data: Path) -> None:
    with open_archive(data) as archive:
        rows = archive.articles.newest(limit=20)
    print_rows(rows, None, ("id", "title", "date_published", "counters"))
    command = "morgue" if shutil.which("morgue") or not sys.argv[0].endswith("morgue") else sys.argv[0]
    where = "" if data == Path("data") else f" --data {data}"
    click.echo(NEXT.format(command=command, url=newsroom.url(ARTICLES[0]), data=where), err=True)
