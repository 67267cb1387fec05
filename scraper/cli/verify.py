"""``morgue verify``: checks that all that was stored is still there, and still what it was."""

import sys
from pathlib import Path

import click

from scraper.archive import Archive
from scraper.cli._options import data_option, opened
from scraper.cli._rows import print_rows, rows_options
from scraper.fixity.findings import Finding, Severity
from scraper.fixity.verification import verify
from scraper.rereading.restoring import restore


@click.command("verify")
@click.option(
    "--repair", is_flag=True, help="Make anew what can be: the indexes, and the rows of captures that have none."
)
@rows_options
@data_option
def command(form: str | None, data: Path, *, repair: bool) -> None:
    """Check every text, reference and capture of the archive against its digest; exit status 1 if there is damage.

    A note is what a crash leaves, such as the unfinished end of a capture file; nothing that was stored is lost.
    Captures that stay in a store are fetched to be checked; exit status 1 too if it cannot be reached.

    \b
    Examples:
      morgue verify
      morgue verify --repair
    """
    with opened(data) as archive:
        findings = list(verify(archive))
        if repair and any(finding.is_repairable for finding in findings):
            _repair(archive)
            findings = list(verify(archive))
        totals = archive.statistics.totals()
    rows = [{"severity": f.severity.value, "where": f.where, "what": f.what} for f in findings]
    print_rows(rows, form, ["severity", "where", "what"])
    damage, unreached = _count(findings, Severity.DAMAGE), _count(findings, Severity.UNREACHED)
    checked = f"{totals['articles']} articles, {totals['revisions']} revisions, {totals['captures']} captures checked"
    away = f", {unreached} stores not reached" if unreached else ""
    click.echo(f"{checked}: {damage or 'no'} damage, {_count(findings, Severity.NOTE)} notes{away}", err=True)
    sys.exit(1 if damage or unreached else 0)


def _count(findings: list[Finding], severity: Severity) -> int:
    return sum(finding.severity is severity for finding in findings)


def _repair(archive: Archive) -> None:
    with archive.transaction():
        archive.integrity.remake_indexes()
    restored = sum(restore(archive).outcomes.values())
    click.echo(f"The indexes were made anew, and {restored} rows from captures.", err=True)
