"""Harvests the sources that are due: their listings, or only the pages whose next visit has come."""

from collections.abc import AsyncIterator, Mapping
from typing import Any

from scrapy import Request

from scraper.crawling.archive_keeper import keeper_of
from scraper.sources import choose, read_sources
from spiders.base import NO_REQUESTS
from spiders.source import SourceSpider


class HarvestSpider(SourceSpider):
    """``due`` says why each source is due, by name: ``listings``, ``left over`` or ``revisits``.

    What earlier harvests have left in the frontier is visited first.
    """

    name = "harvest"

    def __init__(self, due: Mapping[str, str], **arguments: Any) -> None:
        super().__init__(name=list(due), **arguments)
        self._due = due

    async def start(self) -> AsyncIterator[Request]:
        """Send what is due into the frontier."""
        keeper = keeper_of(self.crawler)
        keeper.take_over()
        every = read_sources(self.crawler.settings["ARCHIVE_FOLDER"])
        with keeper.archive.transaction():
            ids = keeper.archive.sources.sync(every)
        for source in choose(every, list(self._due)):
            if self._due[source.name] == "revisits":
                keeper.revisit(ids[source.name])
            else:
                self.queue(self._listings(source, ids[source.name]), "sources.toml", again=True)
                keeper.begin_source(ids[source.name])
        for request in NO_REQUESTS:
            yield request
