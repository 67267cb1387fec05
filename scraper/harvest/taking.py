"""Leasing the sources that are due, before anything heavy is imported: mostly nothing is due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from scraper.archive import open_archive
from scraper.archive.stamps import now
from scraper.exceptions import BadInput, NothingNew
from scraper.harvest.due import Due, due, next_due, states_of
from scraper.sources import FILE_NAME, Source, choose, read_sources


@dataclass(frozen=True, slots=True)
class Taken:
    """What this process has leased."""

    due: list[Due]
    sources: list[Source]
    """Those that were asked for, the taken ones among them."""


def take(data: Path, names: Sequence[str]) -> Taken:
    """Lease what is due of some sources, or of all that are enabled.

    Raises NothingNew if nothing is, BadInput for sources.toml, ArchiveError.
    """
    every = read_sources(data)
    chosen = choose(every, names)
    if not chosen:
        raise BadInput(f"no source is enabled in {data / FILE_NAME}: 'morgue add URL' writes one")
    with open_archive(data, create=True) as archive, archive.transaction():
        ids, at = archive.sources.sync(every), now()
        states = states_of(archive.schedule.states(at))
        found = due(chosen, states, at)
        taken = archive.schedule.take([ids[one.name] for one in found], at) if found else []
        got = [one for one in found if ids[one.name] in taken]
    if not got:
        raise NothingNew(_nothing(found, next_due(chosen, states, at)))
    return Taken(got, chosen)


def _nothing(found: Sequence[Due], next_at: datetime | None) -> str:
    if found:
        return f"another harvest is at the hosts of {', '.join(one.name for one in found)}: nothing else is due"
    return f"nothing is due before {next_at:%Y-%m-%d %H:%M:%S} UTC; 'morgue crawl --source NAME' does not wait for that"
