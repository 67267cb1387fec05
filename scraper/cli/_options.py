"""Options that several commands share, and the archive that they open."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import click

from scraper.archive import Archive, open_archive, several
from scraper.archive.connection import plain_errors
from scraper.archive.selection import Selection
from scraper.sources.durations import read_duration, write_duration

Decorated = Callable[..., Any]

data_option = click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    envvar="MORGUE_DATA",
    default=Path("data"),
    show_default=True,
    show_envvar=True,
    help="Folder that holds archive.db.",
)
also_option = click.option(
    "--also",
    type=click.Path(path_type=Path, file_okay=False),
    multiple=True,
    metavar="FOLDER",
    help="Read this archive together with that of --data; may be given more than once.",
)
limit_option = click.option(
    "--limit", type=click.IntRange(min=1), default=20, show_default=True, help="How many rows at most."
)


class Day(click.ParamType[str, str]):
    """A day as ``2026-03-01``, or ``today``, ``yesterday``, ``7d`` for seven days ago; given on as ``2026-03-01``."""

    name = "day"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Read the day; a text that is none is wrong use."""
        today = datetime.now(UTC).date()
        words = {"today": 0, "yesterday": 1}
        try:
            if value in words or (value[:-1].isdecimal() and value.endswith("d")):
                back = words[value] if value in words else int(value[:-1])
                return (today - timedelta(days=back)).isoformat()
            return datetime.strptime(value, "%Y-%m-%d").replace(tzinfo=UTC).date().isoformat()
        except (ValueError, OverflowError):
            self.fail(f"{value!r} is no day: write 2026-03-01, today, yesterday or 7d", param, ctx)


class Length(click.ParamType[str, str]):
    """A length of time as ``90s``, ``15min``, ``6h``, ``2d``, or ``0``; given on as written."""

    name = "length"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Check the text; one that is no length of time is wrong use."""
        try:
            return value if value == "0" else write_duration(read_duration(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)


def run_options(command: Decorated) -> Decorated:
    """Add what every run of a spider takes: ``--wait``, ``--verbose`` and ``--data``."""
    wait = "Seconds to wait for another process that is writing the archive.  [default: 30]"
    command = click.option("--verbose", is_flag=True, help="Print the log of the run to stderr.")(command)
    return click.option("--wait", type=click.FloatRange(min=0), help=wait)(data_option(command))


def crawl_options(command: Decorated) -> Decorated:
    """Add what every crawl takes that archives something: ``--endpoints``, ``--no-captures``, and `fetch_options`."""
    asked = "Services to ask for counters of each article: hatena,hackernews,coral=https://talk.news.example"
    command = click.option("--endpoints", metavar="NAMES", help=f"{asked}.")(fetch_options(command))
    captures = "Keep no raw pages (WARC files)."
    return click.option("--no-captures", is_flag=True, help=captures)(command)


def fetch_options(command: Decorated) -> Decorated:
    """Add what every crawl takes: ``--delay``, ``--contact``, ``--allow-private``, and `run_options`."""
    private = "Also fetch from this machine and private networks."
    command = click.option("--allow-private", is_flag=True, help=private)(run_options(command))
    contact = "Page or address of whoever runs the crawl, for those who are crawled."
    command = click.option("--contact", envvar="MORGUE_CONTACT", show_envvar=True, help=contact)(command)
    delay = "Seconds between two pages of a host.  [default: 1]"
    return click.option("--delay", type=click.FloatRange(min=0), help=delay)(command)


def selection_options(command: Decorated) -> Decorated:
    """Add the filters of a `Selection`, each given on under its own name."""
    for name, text in reversed(_FILTERS.items()):
        kind = Day() if name in {"since", "until"} else None
        command = click.option(f"--{name}", type=kind, help=text)(command)
    return command


_FILTERS = {
    "since": "First day of publication, included: 2026-03-01, today, yesterday or 7d.",
    "until": "Last day of publication, included, said alike.",
    "source": "Only of this source, as 'morgue stats' names it.",
    "language": "Only in this language: en, or en-GB.",
    "section": "Only of this part of a publication.",
    "author": "Only by this author, the whole name.",
}


@contextmanager
def opened_together(folders: Sequence[Path]) -> Iterator[list[Archive]]:
    """Open several archives of a command that reads; of two names of one archive the first counts."""
    different = {folder.resolve(): folder for folder in reversed(folders)}
    with ExitStack() as stack:
        yield [stack.enter_context(opened(folder)) for folder in reversed(different.values())]


def selected(archives: Sequence[Archive], filters: Mapping[str, Any]) -> Selection:
    """Give what `selection_options` asked for. Raises BadInput for a source that none of the archives knows."""
    several.check_source(archives, filters["source"])
    return Selection(**{name: filters[name] for name in _FILTERS})


@contextmanager
def opened(folder: Path) -> Iterator[Archive]:
    """Open the archive of a command that reads; what SQLite finds wrong with the file is said in words."""
    with open_archive(folder) as archive, plain_errors(archive.path):
        yield archive
