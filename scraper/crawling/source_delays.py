"""The delays that sources name, for the hosts of their pages, feeds, sitemaps and sections."""

from collections.abc import Iterable

from scrapy.settings import BaseSettings

from scraper.sources import Source, read_sources
from scraper.urls import host

OWN_DELAYS = "HOST_DELAYS"
"""The setting that hands them on: seconds by host."""


class SourceDelays:
    """A Scrapy add-on: gives each host of a source the source's delay, the largest where several share it."""

    def update_settings(self, settings: BaseSettings) -> None:
        """Read sources.toml in the archive's folder. Raises BadInput if it is wrong."""
        delays = delays_of(read_sources(settings["ARCHIVE_FOLDER"]))
        settings.set(OWN_DELAYS, delays, priority="project")
        slots = {name: {"delay": delay, "concurrency": 1} for name, delay in delays.items()}
        settings.set("DOWNLOAD_SLOTS", slots, priority="addon")


def delays_of(sources: Iterable[Source]) -> dict[str, float]:
    """Give the delay of each host that has one of its own, in seconds."""
    delays: dict[str, float] = {}
    for source in sources:
        for name in hosts_of(source) if source.delay is not None else ():
            delays[name] = max(source.delay or 0.0, delays.get(name, 0.0))
    return delays


def hosts_of(source: Source) -> list[str]:
    """Give the hosts that a source names: of its pages, feeds, sitemaps and sections."""
    return sorted({host(url) for url in (source.homepage, *source.feeds, *source.sitemaps, *source.sections)})
