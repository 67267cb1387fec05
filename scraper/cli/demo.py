"""``morgue demo``: a small invented newspaper, served from this machine and archived like any other."""

import sys
from pathlib import Path
from typing import Any

import click

from scraper.cli._options import opened, run_options
from scraper.cli._rows import print_rows
from scraper.demo import Newsroom

NEXT = """
Try next:
  morgue search bridge{data}
  morgue show 1{data}
  morgue stats{data}"""


@click.command("demo")
@run_options
def command(data: Path, **options: Any) -> None:
    """Crawl the demo newspaper into the archive, to see what Morgue does.

    It is served on a free port of this machine while the command runs; nothing leaves it.

    \b
    Example:
      morgue demo --data /tmp/demo
    """
    from scraper.cli._crawling import run_crawl, tell  # noqa: PLC0415 - Scrapy takes half a second

    with Newsroom() as newsroom:
        asked = options | {"allow_private": True, "delay": 0.0}
        report = run_crawl("urls", data, asked, url=" ".join(newsroom.addresses()))
    status = tell(report, data)
    with opened(data) as archive:
        print_rows(archive.articles.newest(limit=20), None, ["id", "date_published", "language", "title", "counters"])
    click.echo(NEXT.format(data="" if data == Path("data") else f" --data {data}"))
    sys.exit(status)
