"""``morgue harvest``: what is due of the sources, once or for months."""

import json
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from scraper.archive import open_archive
from scraper.archive.tables import Row
from scraper.cli._json_log import log_json, say
from scraper.cli._options import crawl_options
from scraper.cli._rows import print_rows, rows_options
from scraper.exceptions import DiskFull, MorgueError, NothingNew
from scraper.harvest.file_systems import refuse_network
from scraper.harvest.full_disk import tell_full, telling
from scraper.harvest.taking import Taken, take

COULD_NOT_START = 4
OWN_SETTINGS = {"ARCHIVE_FOLDER", "LOG_INSTALL_ROOT_HANDLER", "ARCHIVE_BUSY_TIMEOUT"}
"""Settings that are this machine's own and do not travel to workers."""


@click.command("harvest")
@click.option("--source", "names", multiple=True, help="Only of this source; may be given again.")
@click.option("--max-minutes", "minutes", type=click.FloatRange(min=0.01), help="End after so many minutes.")
@click.option("--max-pages", "pages", type=click.IntRange(min=1), help="End after so many pages, or a few more.")
@click.option("--metrics", type=click.Path(path_type=Path, dir_okay=False), help="Write metrics for Prometheus there.")
@click.option("--listen", metavar="HOST:PORT", help="With --watch: answer /metrics and /healthz there.")
@click.option("--log-json", is_flag=True, help="Print the log to stderr as JSON Lines.")
@click.option("--network-disk", is_flag=True, help="The archive is on a network disk that only this machine writes.")
@click.option("--watch", is_flag=True, help="Go on for ever: sleep until the next source is due, harvest it.")
@click.option("--cluster", metavar="URL", help="With --watch: let workers harvest, by the queue in this database.")
@rows_options
@crawl_options
def command(names: tuple[str, ...], form: str | None, data: Path, *, watch: bool, **options: Any) -> None:
    """Harvest what is due now of the sources in sources.toml, and end.

    A source is due when its pace says so (half the usual time between two of its articles, or its own 'every'), or
    when pages of it are to be visited again. What does not fit into --max-minutes or --max-pages is first next time.
    Two harvests at once never take the same source.

    Exit status: 0 done, 1 some source failed, 3 nothing due, 4 could not start.

    \b
    Examples:
      morgue harvest
      morgue harvest --source alder --max-minutes 10 --json
      morgue harvest --metrics /var/lib/node_exporter/morgue.prom
      morgue harvest --watch --listen 127.0.0.1:9105 --log-json
      morgue harvest --watch --cluster postgresql://morgue@archive.example/morgue
    """
    if options["listen"] and not watch:
        raise click.UsageError("--listen is for --watch: a single harvest writes its metrics with --metrics FILE")
    if options["cluster"] and not watch:
        raise click.UsageError("--cluster is for --watch: the archive's machine has to be there for what comes back")
    if options["log_json"]:
        log_json()
    with _starting(data):
        if not options["network_disk"]:
            refuse_network(data)
        taken = None if watch else _taken(data, names, options)
    if taken is None:
        (_watch_cluster if options["cluster"] else _watch)(data, names, options)
        return
    from scraper.cli._crawling import settings_of, tell, watched  # noqa: PLC0415 - Scrapy takes half a second
    from scraper.harvest.running import Budget, run  # noqa: PLC0415

    budget = Budget(minutes=options["minutes"], pages=options["pages"])
    with telling(data, say), watched(options | {"verbose": options["verbose"] or options["log_json"]}) as watcher:
        report = run(taken, data, settings_of(data, options), budget, watcher)
    if isinstance(report.crawl.error, DiskFull):
        tell_full(data, report.crawl.error, say)
    _conclude(data, options)
    rows = report.sources if form in {"json", "csv"} else [row | _said(row) for row in report.sources]
    print_rows(rows, form, ["source", "why", "found", "outcomes", "reason"])
    tell(report.crawl, data, is_routine=True)
    sys.exit(1 if report.failed or report.crawl.error else 0)


def _said(row: Row) -> Row:
    """Say to people how the visits ended."""
    from scraper.cli._outcomes import counted  # noqa: PLC0415 - as above

    return {"outcomes": counted(json.loads(row["outcomes"]))}


@contextmanager
def _starting(data: Path) -> Iterator[None]:
    """End with a status of its own if something keeps a harvest from starting."""
    try:
        with telling(data, say):
            yield
    except NothingNew:
        raise
    except MorgueError as error:
        click.echo(f"morgue: {error}", err=True)
        sys.exit(COULD_NOT_START)


def _taken(data: Path, names: Sequence[str], options: dict[str, Any]) -> Taken:
    """Lease what is due. If nothing is, what waits to be told is told, and the metrics are written all the same."""
    try:
        return take(data, names)
    except NothingNew:
        _conclude(data, options)
        raise


def _conclude(data: Path, options: dict[str, Any]) -> None:
    from scraper.harvest.notifying import notify  # noqa: PLC0415 - Scrapy and this take half a second

    notify(data, say)
    if options["metrics"]:
        _write_metrics(data, options["metrics"])


PASSED_ON = ("delay", "minutes", "pages", "metrics", "contact", "endpoints", "wait")
PASSED_FLAGS = ("verbose", "allow_private", "no_captures", "log_json", "network_disk")


def _command(data: Path, names: Sequence[str], options: dict[str, Any]) -> list[str]:
    """Write the command line of the harvests that a watch starts."""
    chosen = [part for name in names for part in ("--source", name)]
    return [sys.executable, "-m", "scraper", "harvest", "--data", str(data), *_passed_on(options), *chosen]


def _passed_on(options: dict[str, Any]) -> list[str]:
    names = {"minutes": "--max-minutes", "pages": "--max-pages"}
    flags = [f"--{name.replace('_', '-')}" for name in PASSED_FLAGS if options[name]]
    values = ((names.get(name, f"--{name}"), options[name]) for name in PASSED_ON if options[name] is not None)
    return flags + [text for name, value in values for text in (name, str(value))]


def _watch(data: Path, names: tuple[str, ...], options: dict[str, Any]) -> None:
    from scraper.harvest.watching import Watch, child  # noqa: PLC0415 - only this way of the command needs it

    watch = Watch(data, names, child(_command(data, names, options)), say)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: watch.stop())
    if not options["listen"]:
        watch.run()
        return
    from scraper.harvest.listening import listening  # noqa: PLC0415 - only this way of the command needs it

    with listening(options["listen"], data, lambda: watch.is_alive) as address:
        say(f"{address}/metrics and {address}/healthz answer")
        watch.run()


def _watch_cluster(data: Path, names: tuple[str, ...], options: dict[str, Any]) -> None:
    from scraper.cli._cluster import check_extra, run_until_stopped  # noqa: PLC0415 - only this way needs it

    if options["endpoints"]:
        raise click.UsageError("--endpoints asks services from one machine only: leave it to 'morgue recount' here")
    check_extra()
    from scraper.cli._crawling import settings_of  # noqa: PLC0415 - as above
    from scraper.cluster.sharing import Chosen  # noqa: PLC0415
    from scraper.cluster.status import look_at, metrics_of  # noqa: PLC0415
    from scraper.cluster.watching import ClusterWatch  # noqa: PLC0415
    from scraper.harvest.running import Budget  # noqa: PLC0415

    asked = settings_of(data, options)
    settings = {name: value for name, value in asked.items() if name not in OWN_SETTINGS}
    settings |= Budget(minutes=options["minutes"], pages=options["pages"]).settings
    url = options["cluster"]
    watch = ClusterWatch(url, Chosen(data, names, settings), say)
    if not options["listen"]:
        run_until_stopped(watch.run, watch.stop)
        return
    from scraper.harvest.listening import listening  # noqa: PLC0415 - only this way of the command needs it

    with listening(options["listen"], data, lambda: watch.is_alive, lambda: metrics_of(look_at(url))) as address:
        say(f"{address}/metrics and {address}/healthz answer")
        run_until_stopped(watch.run, watch.stop)


def _write_metrics(data: Path, path: Path) -> None:
    """Write the metrics; a file that cannot be written ends no harvest."""
    from scraper.harvest.metrics import write_metrics  # noqa: PLC0415 - only with --metrics

    try:
        with open_archive(data) as archive:
            write_metrics(archive, path)
    except MorgueError as error:
        say(str(error))
