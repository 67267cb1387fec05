"""``morgue doctor``: what is wrong, since when, and what to do about it."""

import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from scraper.archive.stamps import now
from scraper.cli._cluster import check_extra
from scraper.cli._options import data_option, opened
from scraper.cli._rows import print_rows, rows_options
from scraper.exceptions import MorgueError, NotArchived
from scraper.harvest.checkup import Check, check_up
from scraper.harvest.health import ACCEPTABLE


@click.command("doctor")
@click.option("--accept", metavar="SOURCE", help="What has changed of this source is usual from now on.")
@click.option("--kind", "kinds", multiple=True, help="With --accept: only this incident; may be given again.")
@click.option("--cluster", metavar="URL", envvar="MORGUE_CLUSTER", show_envvar=True, help="Look at this cluster too.")
@rows_options
@data_option
def command(accept: str | None, form: str | None, data: Path, cluster: str | None, *, kinds: tuple[str, ...]) -> None:
    """Say what is wrong with the sources and the archive, and what to do; exit status 1 if anything is.

    Harvests notice when a source goes quiet, refuses, fails or looks different; an incident goes on until a harvest
    finds all well again. A site that was built anew, or publishes less, stays so: --accept ends its incidents, and
    what is usual for it is learnt again from when they began.

    \b
    Examples:
      morgue doctor
      morgue doctor --json
      morgue doctor --cluster postgresql://morgue@archive.example/morgue
      morgue doctor --accept alder --kind counters
    """
    if kinds and not accept:
        raise click.UsageError("--kind is for --accept: morgue doctor --accept SOURCE --kind counters")
    if accept:
        _accept(data, accept, kinds)
        return
    checks = [*check_up(data), *(_cluster(cluster) if cluster else ())]
    rows = [{"is_well": int(check.advice is None)} | asdict(check) for check in checks]
    shown = [row | {"what_to_do": row["advice"]} for row in rows]
    print_rows(rows if form in {"json", "csv"} else shown, form, ["name", "source", "since", "words", "what_to_do"])
    wrong = sum(check.advice is not None for check in checks)
    click.echo(f"{wrong or 'nothing'} wrong", err=True)
    sys.exit(1 if wrong else 0)


def _cluster(url: str) -> list[Check]:
    check_extra()
    from scraper.cluster.status import look_at  # noqa: PLC0415 - an extra

    try:
        return [Check(look.name, look.words, look.what_to_do) for look in look_at(url)]
    except MorgueError as error:
        return [Check("cluster", str(error), "start PostgreSQL; until then workers wait, and nothing is lost")]


def _accept(data: Path, name: str, kinds: Sequence[str]) -> None:
    """End what is an incident only because it used to be otherwise. Raises NotArchived if there is no such."""
    known = ", ".join(sorted(ACCEPTABLE))
    if set(kinds) - ACCEPTABLE:
        raise click.UsageError(f"--kind is one of {known}: what fails is no new habit, and ends when it is mended")
    with opened(data) as archive, archive.transaction():
        source = archive.sources.named(name)["id"]
        rows = archive.incidents.accept(source, kinds or ACCEPTABLE, now())
    if not rows:
        raise NotArchived(f"nothing of {name} can be accepted: of its incidents none that goes on is of {known}")
    for row in rows:
        click.echo(f"{name}: {row['kind']} accepted: {row['message']}", err=True)
