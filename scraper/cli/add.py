"""``morgue add``: a site's address in, its table in sources.toml."""

import json
import shlex
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from scraper.cli._options import fetch_options
from scraper.cli._rows import print_rows
from scraper.crawling.beside import ArchiveBeside
from scraper.discovery.survey import Survey
from scraper.exceptions import BadInput
from scraper.items import Article
from scraper.revisions.words import words as words_of
from scraper.sources import FILE_NAME, Source, read_sources
from scraper.sources.writing import add_source, table_of
from scraper.text import printable
from scraper.urls import clean

WHAT_TO_DO = """What can be done:
  - give the address of a feed or of a page that lists articles, if you know one
  - write a [[source]] by hand, with article_url for the addresses of articles: docs/guides/sources.md
  - 'morgue crawl --source NAME --site' then walks through the site by its links"""


@click.command("add")
@click.argument("url")
@click.option("--name", help="What to call the source.  [default: after its host]")
@click.option("--yes", is_flag=True, help="Do not ask before writing.")
@click.option("--dry-run", is_flag=True, help="Show what would be written, and write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print what was found as one JSON object.")
@fetch_options
def command(url: str, name: str | None, data: Path, **options: Any) -> None:
    """Look at a site and write how to harvest it into sources.toml.

    Its feeds, sitemaps, sections and language are found, and three of its articles are read and shown, with how sure
    the reader is of their text. robots.txt is obeyed, and requests keep the delay of a crawl.

    \b
    Examples:
      morgue add https://example.com/
      morgue add example.com
      morgue add https://example.com/ --name example --yes
      morgue add https://example.com/ --dry-run
    """
    homepage = clean(url if "://" in url else f"https://{url}")
    _check(homepage, name, data)
    survey = _look(homepage, data, options, lambda words: click.echo(printable(f"{words} …"), err=True))
    for words in survey.trouble:
        click.echo(f"morgue: {printable(words)}", err=True)
    if survey.is_empty:
        click.echo(f"morgue: {survey.homepage} names no feed, sitemap or articles.\n{WHAT_TO_DO}", err=True)
        sys.exit(1)
    _check(survey.homepage, name, data)
    source = survey.source(name or _free_name(survey, data))
    _show(survey, source, as_json=options["as_json"])
    if not options["dry_run"] and _is_confirmed(data, options):
        add_source(data, source, _notes(survey))
        click.echo(f"Written to {data / FILE_NAME}. Next: {_next(source, data, options)}", err=True)


def _next(source: Source, data: Path, options: dict[str, Any]) -> str:
    """Give the command that fetches what is new of a source, as it has to be typed here."""
    parts = ["morgue", "crawl", "--source", source.name]
    parts += ["--allow-private"] if options["allow_private"] else []
    return shlex.join(parts + (["--data", str(data)] if data != Path("data") else []))


def _check(homepage: str, name: str | None, data: Path) -> None:
    for known in read_sources(data):
        if known.homepage == homepage:
            raise BadInput(f"{homepage} is a source already, called {known.name!r}: change it in {data / FILE_NAME}")
        if known.name == name:
            raise BadInput(f"a source is called {name!r} already: choose another name with --name")


def _look(homepage: str, data: Path, options: dict[str, Any], tell: Callable[[str], None]) -> Survey:
    """Run the survey with an archive of its own, which is thrown away: looking at a site archives nothing."""
    from scraper.cli._crawling import run_crawl  # noqa: PLC0415 - Scrapy takes half a second

    survey, beside = Survey(homepage), ArchiveBeside(data, options["delay"] or 1.0)
    with tempfile.TemporaryDirectory(prefix="morgue-") as folder:
        wanted = options | {"no_captures": True, "neighbours": beside}
        report = run_crawl("survey", Path(folder), wanted, survey=survey, tell=tell)
    beside.leave(report.waits)
    for host, occupant in report.busy.items():
        click.echo(f"morgue: {occupant} is at {host}", err=True)
    if report.finish_reason == "shutdown":
        click.echo("Stopped; nothing was written.", err=True)
        sys.exit(1)
    return survey


def _free_name(survey: Survey, data: Path) -> str:
    taken, name, count = {known.name for known in read_sources(data)}, survey.source().name, 1
    while name in taken:
        count += 1
        name = f"{survey.source().name} {count}"
    return name


def _show(survey: Survey, source: Source, *, as_json: bool) -> None:
    rows = [_row(article) for article in survey.samples]
    if as_json:
        found = {"samples": rows, "trouble": survey.trouble, "table": table_of(source, _notes(survey))}
        facts = {key: getattr(source, key) for key in ("name", "homepage", "language", "feeds", "sitemaps", "sections")}
        click.echo(json.dumps(facts | found, ensure_ascii=False))
        return
    print_rows(rows, None, ("title", "date", "counters", "words", "confidence"))
    if not rows:
        click.echo(
            "No article could be read as a sample: see above, and try 'morgue crawl ADDRESS' with one.", err=True
        )
    click.echo(table_of(source, _notes(survey)))


def _row(article: Article) -> dict[str, Any]:
    counters = ", ".join(f"{one.raw} {one.network} {one.action}" for one in article.share_counts)
    return {
        "title": article.title,
        "date": article.date_published.isoformat() if article.date_published else None,
        "counters": counters or None,
        "words": len(words_of(article.body or "")),
        "confidence": None if article.confidence is None else f"{article.confidence:.2f}",
        "url": article.url,
    }


def _notes(survey: Survey) -> list[str]:
    """Say where the site's past is listed: archiving it is a choice."""
    if not survey.whole:
        return []
    listed = ", ".join(f'"{url}"' for url in survey.whole)
    return ["The whole site with its past; add them to sitemaps to archive that too:", listed]


def _is_confirmed(data: Path, options: dict[str, Any]) -> bool:
    """Ask a person at a terminal; a script that runs the command wants it written."""
    if options["yes"] or not sys.stdin.isatty():
        return True
    return click.confirm(f"Write this to {data / FILE_NAME}?", default=True, err=True)
