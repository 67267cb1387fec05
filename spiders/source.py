"""Asks everything that sources list, and visits the articles that are new and those whose next visit has come."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from typing import Any, ClassVar

from scrapy import Request

from scraper.crawling.archive_keeper import keeper_of
from scraper.discovery.wanted import Wanted
from scraper.items import Found
from scraper.sources import Source, choose, read_sources
from spiders.base import NO_REQUESTS, ArticleSpider

DEPTHS = {"feed": 0, "sitemap": 2, "section": 0, "site": 2}
"""How far listings lead to listings: an index of indexes of sitemaps, the pages of a section, the links of a site."""


class SourceSpider(ArticleSpider):
    """``scrapy crawl source -a name="alder, elm"``; without a name all sources that are enabled.

    ``since`` and ``until`` are days (2026-03-01): what is listed with a date outside is not visited. ``depth`` says how
    many further pages of a section are read, or how many links deep a site is.
    """

    name = "source"
    kinds: ClassVar[tuple[str, ...]] = ("feed", "sitemap", "section")

    def __init__(
        self,
        name: str | list[str] = "",
        since: str | None = None,
        until: str | None = None,
        depth: str | int | None = None,
        **arguments: Any,
    ) -> None:
        super().__init__(**arguments)
        self._names = [text.strip() for text in name.split(",") if text.strip()] if isinstance(name, str) else name
        self._since, self._until = since, until
        self._depth = None if depth is None else int(depth)

    async def start(self) -> AsyncIterator[Request]:
        """Send what the sources list from, and what is due of them, into the frontier."""
        keeper = keeper_of(self.crawler)
        every = read_sources(self.crawler.settings["ARCHIVE_FOLDER"])
        with keeper.archive.transaction():
            ids = keeper.archive.sources.sync(every)
        for source in choose(every, self._names):
            self.queue(self._listings(source, ids[source.name]), "sources.toml", again=True)
            keeper.begin_source(ids[source.name])
        for request in NO_REQUESTS:
            yield request

    def _listings(self, source: Source, key: int) -> Iterator[Found]:
        days = [self._since or "", source.since.isoformat() if source.since else ""]
        wanted = Wanted(since=max(days) or None, until=self._until, article_url=source.article_url)
        addresses = {
            "feed": source.feeds,
            "sitemap": source.sitemaps,
            "section": source.sections,
            "site": (source.homepage,),
        }
        for kind in self.kinds:
            depth = DEPTHS[kind] if self._depth is None or kind in {"feed", "sitemap"} else self._depth
            scope = replace(wanted, depth=depth).as_text()
            yield from (Found(url=url, kind=kind, depth=depth, source=key, scope=scope) for url in addresses[kind])
