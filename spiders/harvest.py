"""Harvests the sources that are due: their listings, or only the pages whose next visit has come."""

from collections.abc import AsyncIterator, Sequence
from typing import Any

from scrapy import Request

from scraper.crawling.archive_keeper import keeper_of
from scraper.sources import Source
from spiders.base import NO_REQUESTS
from spiders.source import SourceSpider


class HarvestSpider(SourceSpider):
    """``due`` are sources, each with why it is due: ``listings``, ``left over`` or ``revisits``.

    What earlier harvests have left of them in the frontier is visited first. sources.toml is not read again: it may
    have changed since.
    """

    name = "harvest"

    def __init__(self, due: Sequence[tuple[Source, str]], **arguments: Any) -> None:
        super().__init__(name=[source.name for source, _ in due], **arguments)
        self._due = due

    async def start(self) -> AsyncIterator[Request]:
        """Send what is due into the frontier."""
        keeper = keeper_of(self.crawler)
        found = [(source, why, keeper.archive.sources.row_of(source)["id"]) for source, why in self._due]
        keeper.adopt([key for _, _, key in found])
        for source, why, key in found:
            if why == "revisits":
                keeper.revisit(key)
            else:
                self.queue(self._listings(source, key), "sources.toml", again=True)
                keeper.begin_source(key)
        for request in NO_REQUESTS:
            yield request
