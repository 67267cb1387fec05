"""``morgue doctor``: what is wrong, since when, and what to do about it."""

import sys
from dataclasses import asdict
from pathlib import Path

import click

from scraper.cli._cluster import check_extra
from scraper.cli._options import data_option
from scraper.cli._rows import print_rows, rows_options
from scraper.exceptions import MorgueError
from scraper.harvest.checkup import Check, check_up


@click.command("doctor")
@click.option("--cluster", metavar="URL", envvar="MORGUE_CLUSTER", show_envvar=True, help="Look at this cluster too.")
@rows_options
@data_option
def command(form: str | None, data: Path, cluster: str | None) -> None:
    """Say what is wrong with the sources and the archive, and what to do; exit status 1 if anything is.

    Harvests notice when a source goes quiet, refuses, fails or looks different; an incident goes on until a harvest
    finds all well again.

    \b
    Examples:
      morgue doctor
      morgue doctor --json
      morgue doctor --cluster postgresql://morgue@archive.example/morgue
    """
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
