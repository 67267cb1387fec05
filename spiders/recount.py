"""Visits archived articles again, for the counters that they show now."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

from scrapy import Request

from scraper.archive.recounts import Recount
from scraper.archive.urls import Lease
from scraper.crawling.archive_keeper import keeper_of
from scraper.exceptions import BadInput
from scraper.sources.durations import read_duration
from spiders.base import NO_REQUESTS, ArticleSpider

VALIDATORS = ("If-None-Match", "If-Modified-Since")


class RecountSpider(ArticleSpider):
    """``scrapy crawl recount -a older_than=6h -a limit=100 -a source="Alder Courier"``, each of them optional.

    With ``whole`` each page is asked for without a condition: some servers say that a page has not changed when only
    its counters have.
    """

    name = "recount"

    def __init__(
        self,
        older_than: str | None = None,
        limit: str | int | None = None,
        source: str | None = None,
        *,
        whole: bool = False,
        **arguments: Any,
    ) -> None:
        super().__init__(**arguments)
        self._older_than = _length(older_than)
        self._limit = int(limit) if limit else -1
        self._source = source
        self._is_whole = bool(whole)

    async def start(self) -> AsyncIterator[Request]:
        """Send the chosen articles into the frontier."""
        keeper = keeper_of(self.crawler)
        source = keeper.archive.sources.named(self._source)["id"] if self._source else None
        keeper.recount(Recount(older_than=self._older_than, limit=self._limit, source=source))
        for request in NO_REQUESTS:
            yield request

    def visit_request(self, lease: Lease) -> Request:
        """Give the request for a leased address, without its conditions if whole pages are wanted."""
        request = super().visit_request(lease)
        if self._is_whole:
            for name in VALIDATORS:
                request.headers.pop(name, None)
        return request


def _length(text: str | None) -> timedelta | None:
    if text is None or text.strip("0") == "":
        return None if text is None else timedelta(0)
    try:
        return read_duration(text)
    except ValueError as error:
        raise BadInput(f"older_than: {error}") from error
