"""Which sources a command is about."""

from collections.abc import Collection, Iterable

from scraper.exceptions import BadInput
from scraper.sources.source import Source


def choose(sources: Iterable[Source], names: Collection[str]) -> list[Source]:
    """Give the sources of some names in the order of the file, or all that are enabled if there are no names.

    Raises BadInput for a name that no source has.
    """
    every = list(sources)
    known = {source.name for source in every}
    for name in names:
        if name not in known:
            raise BadInput(f"no source is called {name!r}: sources.toml knows {', '.join(sorted(known)) or 'none yet'}")
    return [source for source in every if (source.name in names if names else source.enabled)]
