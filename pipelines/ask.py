"""Step 6: what services are asked about an article that is going to be stored, if its source or the crawl wants it."""

import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Self

from scrapy.crawler import Crawler

from scraper.archive.stamps import now
from scraper.counters.endpoints import Asking, asking
from scraper.crawling.archive_keeper import ArchiveKeeper, keeper_of
from scraper.exceptions import BadInput
from scraper.items import Found, Outcome, Visit
from scraper.sources import FILE_NAME, read_sources
from scraper.urls import host, identity, is_private

FRESH = timedelta(hours=1)
"""A page that was captured longer ago is not asked about: the answer would be of today, not of then."""


class AskPipeline:
    """Notes questions with the visit. They are asked later, from the frontier: no article waits for a service."""

    def __init__(
        self, keeper: ArchiveKeeper, always: Sequence[Asking], by_host: Mapping[str, Sequence[Asking]]
    ) -> None:
        self._keeper = keeper
        self._always = always
        self._by_host = by_host

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Read the setting ENDPOINTS and sources.toml. Raises BadInput for what cannot be asked."""
        settings = crawler.settings
        bases = settings.getdict("ENDPOINT_BASES")
        by_host = {
            source.host: _askings(source.endpoints, bases, f"{FILE_NAME}, source {source.name}: ")
            for source in read_sources(settings["ARCHIVE_FOLDER"])
            if source.endpoints
        }
        return cls(keeper_of(crawler), _askings(settings.getlist("ENDPOINTS"), bases), by_host)

    def process_item(self, item: Visit) -> Visit:
        """Note the questions."""
        if (self._always or self._by_host) and now() - item.visited_at < FRESH:
            article = self._address(item)
            if article:
                item.questions = list(self._questions(article))
        return item

    def _address(self, visit: Visit) -> str | None:
        """Give the address that services know an article by; None if the visit ends without one."""
        if visit.article:
            address = identity(visit.article.url, visit.article.canonical_url)
        elif visit.outcome in {Outcome.UNCHANGED, Outcome.PAYWALLED}:  # the server said that it has not changed
            known = self._keeper.archive.articles.find(visit.url)
            address = known["url"] if known else ""
        else:
            return None
        return address if address.startswith(("http://", "https://")) else None

    def _questions(self, article: str) -> Iterable[Found]:
        """Give the questions; strangers are told of no address of a private network."""
        asked = dict.fromkeys((*self._always, *self._by_host.get(host(article), ())))
        for one in asked:
            if is_private(host(one.base)) or not is_private(host(article)):
                yield Found(url=one.address(article), kind=one.kind)


def _askings(texts: Iterable[str], bases: Mapping[str, str], place: str = "") -> list[Asking]:
    try:
        askings = [asking(text, bases) for text in texts]
        for one in askings:
            one.check_key(os.environ)
    except BadInput as error:
        raise BadInput(f"{place}{error}") from error
    return askings
