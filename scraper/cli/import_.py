"""``morgue import``: pages and clippings that people already hold."""

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from scraper.archive import open_archive
from scraper.archive.tables import Row
from scraper.cli._cluster import check_extra
from scraper.cli._json_log import say
from scraper.cli._options import Day, run_options
from scraper.cli._outcomes import counted
from scraper.cli._progress import live_line
from scraper.exceptions import BadUrl
from scraper.importing.files import KINDS, UNKNOWN
from scraper.importing.filters import Filters
from scraper.importing.running import Imported, Options, import_files
from scraper.text import printable
from scraper.urls import clean

LISTED = 10
"""How many failures are listed one by one."""

KNOWN = ("already archived", "files that were imported before")
"""Reasons for passing over that are as good as an import."""


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
@click.option("--cluster", "cluster", metavar="URL", help="Let workers read them, by the queue in this database.")
@run_options
def command(paths: tuple[Path, ...], url: str | None, data: Path, **options: Any) -> None:
    """Archive pages that you hold: WARC, ARC, WACZ, zip, MHTML, HTML, pages copied out as text, folders of these.

    What is archived already is passed over, so an import that was stopped is simply started again and goes on there.

    \b
    Examples:
      morgue import clipping.txt
      morgue import saved.html --url https://example.com/news/rivers-rise.html
      morgue import CC-NEWS-20260301-00001.warc.gz --host example.com --language en
      morgue import warcs/ --cluster postgresql://morgue@archive.example/morgue
    """
    if url and (len(paths) > 1 or paths[0].is_dir()):
        raise click.UsageError("--url names one page: import its file alone")
    asked = Options(
        url=_address(url) if url else None,
        filters=Filters(options["hosts"], options["since"], options["until"], options["language"]),
        keeps_captures=not options["no_captures"],
    )
    if options["cluster"]:
        paths = _shared(paths, asked, options["cluster"], data)
    wait = {} if options["wait"] is None else {"busy_timeout": options["wait"]}
    with open_archive(data, create=True, **wait) as archive, live_line(options["verbose"]) as show:
        report = import_files(archive, paths, asked, lambda imported: show(_pace(imported)))
        failures = archive.urls.failed(report.harvest, LISTED + 1)
    _tell(report, failures, data)
    is_known = any(report.skipped[reason] for reason in KNOWN)
    sys.exit(0 if not report.error and (report.archived or is_known) else 1)


def _shared(paths: Sequence[Path], asked: Options, url: str, data: Path) -> tuple[Path, ...]:
    """Have workers import the files that hold many pages, and say how that went; give those that are left for here."""
    check_extra()
    from scraper.cluster.importing import import_shared, split  # noqa: PLC0415 - an extra

    if asked.url:
        raise click.UsageError("--url names one page, and --cluster is for files of many")
    found = split(data, paths, asked)
    if found.known:
        click.echo(f"Passed over: {len(found.known)} files that were imported before.", err=True)
    handed = asyncio.run(import_shared(url, data, found.shared, asked, say)) if found.shared else None
    if handed:
        counted_ones = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in handed.outcomes.items())
        click.echo(f"{len(handed.done)} files by workers: {counted_ones or 'nothing'}.", err=True)
        for name in handed.failed:
            click.echo(f"morgue: {printable(name)}: given up: 'morgue cluster status' says why", err=True)
    if not found.here or (handed and handed.failed):
        sys.exit(1 if handed and handed.failed else 0)
    return tuple(found.here)


def _pace(imported: Imported) -> str:
    pages = sum(imported.outcomes.values())
    share = f"{min(1.0, imported.read / max(imported.total, 1)):.0%} of {imported.total / 1e6:.0f} MB"
    return f"{counted(imported.outcomes) or 'nothing yet'} · {pages / imported.seconds:.1f} pages/s · {share}"


def _tell(report: Imported, failures: Sequence[Row], data: Path) -> None:
    for reason, where in report.faults.items():
        click.echo(f"morgue: {printable(where)}: {reason}", err=True)
    for row in failures[:LISTED]:
        click.echo(f"morgue: {row['url']}: {row['outcome'].replace('_', ' ')}: {printable(row['reason'])}", err=True)
    if len(failures) > LISTED:
        click.echo("morgue: … 'morgue urls --failed' lists them all", err=True)
    if report.error:
        click.echo(f"morgue: {report.error}", err=True)
    stopped = {"finished": "", "shutdown": "Stopped. "}.get(report.finish_reason, "Stopped early. ")
    pieces = counted(report.outcomes) or "nothing visited"
    click.echo(f"{stopped}{pieces}, in {report.seconds:.1f} s. Archive: {data / 'archive.db'}", err=True)
    passed = ", ".join(f"{count} {reason}" for reason, count in report.skipped.most_common() if count)
    if passed:
        click.echo(f"Passed over: {passed}.", err=True)
    if UNKNOWN in report.skipped or not (report.outcomes or passed or report.error):
        click.echo(f"What can be imported ends in {', '.join(KINDS)}.", err=True)
        click.echo("A page that is called otherwise can be renamed: .html for its source, .txt for its text.", err=True)


def _address(url: str) -> str:
    try:
        return clean(url)
    except BadUrl as error:
        raise click.BadParameter(str(error), param_hint="--url") from error
