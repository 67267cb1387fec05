"""What the commands that crawl say: the live line, the summary, the failures, the exit status."""

import logging
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

import click

from scraper.archive import open_archive
from scraper.cli._outcomes import counted
from scraper.counters.endpoints import asking
from scraper.crawling.process import CrawlReport, Progress, Watcher, crawl
from scraper.items import Outcome
from scraper.settings import user_agent
from scraper.sources import read_sources
from scraper.text import printable

LISTED = 10
"""How many failures are listed one by one."""


def run_crawl(spider: str, data: Path, options: Mapping[str, Any], **arguments: Any) -> CrawlReport:
    """Run a spider into the archive of a folder, with a live line where stderr is a terminal.

    ``options`` are those of `crawl_options` or `run_options`; ``arguments`` are the spider's own.
    """
    settings = settings_of(data, options)
    sources = read_sources(data)  # what is wrong with it or the archive is said before anything is fetched
    with open_archive(data, create=True, busy_timeout=settings.get("ARCHIVE_BUSY_TIMEOUT", 30.0)) as archive:
        if sources:
            with archive.transaction():
                archive.sources.sync(sources)
    with watched(options) as watcher:
        return crawl(spider, settings, watcher, **arguments)


@contextmanager
def watched(options: Mapping[str, Any]) -> Iterator[Watcher | None]:
    """Give what shows the progress of a crawl as a live line; None where stderr is no terminal or has the log."""
    logging.captureWarnings(capture=True)
    if options["verbose"] or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console  # noqa: PLC0415 - a crawl that nobody looks at starts without it
    from rich.live import Live  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    console = Console(stderr=True, markup=False, highlight=False)
    with Live(Text("starting…"), console=console, transient=True, auto_refresh=False) as live:
        yield lambda progress: live.update(Text(_live_line(progress)), refresh=True)


def settings_of(data: Path, options: Mapping[str, Any]) -> dict[str, Any]:
    """Translate what was asked for into settings; what was not stays as ``scraper.settings`` has it."""
    names = {"delay": "DOWNLOAD_DELAY", "wait": "ARCHIVE_BUSY_TIMEOUT", "allow_private": "ALLOW_PRIVATE_ADDRESSES"}
    names |= {"neighbours": "ELSEWHERE", "launched": "READING_LAUNCHED"}
    asked = {setting: options[name] for name, setting in names.items() if options.get(name) is not None}
    if options.get("contact"):
        asked |= {"CONTACT": options["contact"], "USER_AGENT": user_agent(options["contact"])}
    if options.get("no_captures"):
        asked["CAPTURES"] = False
    if options.get("endpoints"):
        asked["ENDPOINTS"] = _endpoints(options["endpoints"])
    return asked | {"ARCHIVE_FOLDER": str(data), "LOG_INSTALL_ROOT_HANDLER": options["verbose"]}


def _endpoints(names: str) -> list[str]:
    """Read ``hatena,hackernews``. Raises BadInput for what cannot be asked, before anything is fetched."""
    texts = [name.strip() for name in names.split(",") if name.strip()]
    for text in texts:
        asking(text).check_key(os.environ)
    return texts


def _live_line(progress: Progress) -> str:
    pages = sum(progress.outcomes.values())
    pieces = [counted(progress.outcomes) or "nothing yet", f"{pages / max(progress.seconds, 0.1):.1f} pages/s"]
    if progress.answers:
        pieces.append(f"{progress.answers} answers of services")
    pace = (pages + progress.answers) / max(progress.seconds, 0.1)
    if progress.waiting and pace:
        pieces.append(f"{progress.waiting} to go, about {_spoken(progress.waiting / pace)} left")
    return " · ".join(pieces)


def _spoken(seconds: float) -> str:
    if seconds < 90:  # noqa: PLR2004 - one says 80 seconds and two minutes
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"  # noqa: PLR2004 - and 90 minutes


def tell(report: CrawlReport, data: Path, *, is_routine: bool = False) -> int:
    """Print the failures and the summary line to stderr; give the exit status.

    Of a routine, where nothing new is no failure, it is 0 if anything was read at all, and 3 if nothing was due; but 1
    where something is new and its hosts gave none of it.
    """
    for words in report.refused[:LISTED]:
        click.echo(f"morgue: {printable(words)}", err=True)
    if len(report.refused) > LISTED:
        click.echo(f"morgue: … and {len(report.refused) - LISTED} more lines that are no address", err=True)
    if report.error:
        click.echo(f"morgue: {report.error}", err=True)
    else:
        _tell_failures(report, data)
    for name, outcomes in sorted(report.services.items()):
        click.echo(f"morgue: {name} was asked: {counted(outcomes)}", err=True)
    _tell_what_is_left(report)
    click.echo(_summary(report, data), err=True)
    if is_routine and not report.error:
        is_refused = _tell_what_is_odd(report, data)
        return 1 if is_refused else 0 if _was_read(report) else 3 if not report.outcomes else 1
    return 0 if (report.archived or report.counted) and not report.error else 1


def _tell_what_is_odd(report: CrawlReport, data: Path) -> bool:
    """Say which lists were empty, and if all new pages were refused, which is no success; tell if they were."""
    with open_archive(data) as archive:
        silent, is_refused = archive.urls.silent(report.harvest, LISTED), archive.urls.is_refused(report.harvest)
    for row in silent:
        click.echo(f"morgue: {row['url']}: {printable(row['reason'])}", err=True)
    if is_refused:
        click.echo("morgue: every page that is new was refused: see above, and 'morgue urls --failed'", err=True)
    return is_refused


def _was_read(report: CrawlReport) -> bool:
    return bool(report.archived or report.outcomes.get(Outcome.LISTED))


def _tell_failures(report: CrawlReport, data: Path) -> None:
    with open_archive(data) as archive:
        failures = archive.urls.failed(report.harvest, LISTED + 1)
    for row in failures[:LISTED]:
        click.echo(f"morgue: {row['url']}: {row['outcome'].replace('_', ' ')}: {printable(row['reason'])}", err=True)
    if len(failures) > LISTED:
        click.echo("morgue: … 'morgue urls --failed' lists them all", err=True)


def _tell_what_is_left(report: CrawlReport) -> None:
    for host, until, reason in report.resting[:LISTED]:
        click.echo(f"morgue: {host} is left alone until {until}: {printable(reason)}", err=True)
    for host, occupant in islice(report.busy.items(), LISTED):
        click.echo(f"morgue: {occupant} is at {host}", err=True)
    if report.left:
        click.echo(f"morgue: {report.left} addresses wait: 'morgue run' visits them", err=True)


def _summary(report: CrawlReport, data: Path) -> str:
    stopped = {"finished": "", "shutdown": "Stopped. "}.get(report.finish_reason, "Stopped early. ")
    pieces = counted(report.outcomes) or "nothing visited"
    return f"{stopped}{pieces}, in {report.seconds:.1f} s. Archive: {data / 'archive.db'}"
