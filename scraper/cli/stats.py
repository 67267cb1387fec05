"""``morgue stats``: the archive in numbers."""

from pathlib import Path

import click

from scraper.cli._options import data_option, opened
from scraper.cli._outcomes import counted
from scraper.cli._rows import print_rows, rows_options


@click.command("stats")
@rows_options
@data_option
def command(form: str | None, data: Path) -> None:
    """Show what the archive holds, by source.

    \b
    Examples:
      morgue stats
      morgue stats --csv
    """
    with opened(data) as archive:
        totals, outcomes = archive.statistics.totals(), archive.statistics.by_outcome()
        if not form:
            click.echo(
                f"{totals['articles']} articles, {totals['revisions']} revisions, "
                f"{totals['share_counts']} observed counters, {totals['urls']} addresses of {totals['sources']} sources"
            )
            click.echo(f"seen from {totals['first_seen'] or 'never'} to {totals['last_seen'] or 'never'}")
            click.echo(f"addresses: {counted(outcomes) or 'none visited'}")
        print_rows(
            archive.statistics.by_source(), form, ["source", "articles", "newest", "urls", "waiting", "not_archived"]
        )
