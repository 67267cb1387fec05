"""Reads pages and clippings that people already hold: files in, visits out, on the same way as fetched pages."""

import asyncio
import multiprocessing
import os
from collections import Counter, deque
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from scrapy import signals

from scraper.archive.stamps import now
from scraper.crawling.archive_keeper import keeper_of
from scraper.exceptions import BadUrl
from scraper.importing.files import pages
from scraper.importing.filters import Filters
from scraper.importing.found import FoundPage, Skipped
from scraper.importing.reading import ReadPage, read_pages
from scraper.items import Article, Capture, Exchange, Outcome, Visit
from scraper.urls import clean, identity
from spiders.base import ArticleSpider

AHEAD = timedelta(days=2)
"""How far in the future a capture may be dated: clocks differ."""

BATCH = 8
"""Pages that are handed to another process together."""

ON_THE_WAY = 64
"""Visits that may be in the pipelines at once."""

Batch = list[tuple[FoundPage, str]]


class FilesSpider(ArticleSpider):
    """``paths`` is a list of files and folders; ``url`` the address of the only page, where it is known.

    ``filters`` says which pages are wanted, ``processes`` how many read pages beside this one; by default none for
    a few pages, else one a processor.
    """

    name = "files"

    def __init__(
        self,
        paths: list[str],
        url: str | None = None,
        filters: Filters | None = None,
        processes: int | None = None,
        **arguments: Any,
    ) -> None:
        super().__init__(**arguments)
        self._paths = [Path(path) for path in paths]
        self._url = url
        self._filters = filters or Filters()
        self._processes = processes or os.cpu_count() or 1
        self.skipped: Counter[str] = Counter()
        """What was passed over, by reason."""

        self.faults: list[str] = []
        """Where something was wrong, the first of each reason."""

    async def start(self) -> AsyncIterator[Visit]:
        """Give one visit a page, no faster than they are stored."""
        self._room = asyncio.Semaphore(ON_THE_WAY)
        for signal in (signals.item_scraped, signals.item_error, signals.item_dropped):
            self.crawler.signals.connect(self._give_room, signal=signal)
        async for batch, read in self._read(self._batches()):
            for (page, url), result in zip(batch, read, strict=True):
                visit = self._visit(page, url, result)
                if visit:
                    await self._room.acquire()
                    yield visit

    def _give_room(self) -> None:
        self._room.release()

    async def _read(self, batches: Iterator[Batch]) -> AsyncIterator[tuple[Batch, list[ReadPage]]]:
        """Read the first batch here, and if there are more, the others in processes of their own, in order."""
        first = next(batches, [])
        yield first, read_pages(first)
        second = next(batches, [])
        if not second:
            return
        loop = asyncio.get_running_loop()
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(self._processes, context) as pool:
            pending = deque([(second, loop.run_in_executor(pool, read_pages, second))])
            for batch in batches:
                pending.append((batch, loop.run_in_executor(pool, read_pages, batch)))
                if len(pending) > 2 * self._processes:
                    done, future = pending.popleft()
                    yield done, await future
            for done, future in pending:
                yield done, await future

    def _batches(self) -> Iterator[Batch]:
        batch: Batch = []
        for page in pages(self._paths, now() + AHEAD):
            url = self._wanted(page)
            if url is None or isinstance(page, Skipped):
                continue
            batch.append((page, url))
            if len(batch) == BATCH:
                yield batch
                batch = []
        if batch:
            yield batch

    def _wanted(self, page: FoundPage | Skipped) -> str | None:
        """Give the address to read a page as; None for what is passed over, which is counted."""
        if isinstance(page, Skipped):
            self._skip(page.reason, page.where if page.is_fault else None)
            return None
        if not self._filters.lets_in(page):
            self._skip("filtered out")
            return None
        try:
            url = clean(page.url) if page.url else self._url or Path(page.where).resolve().as_uri()
        except BadUrl as error:
            self._skip("no address that could be fetched", str(error))
            return None
        if page.url and page.fetched_at and self._is_known(url, page.fetched_at):
            self._skip("already archived")
            return None
        return url

    def _is_known(self, url: str, fetched_at: datetime | None, digest: str | None = None) -> bool:
        return keeper_of(self.crawler).archive.captures.is_known(url, fetched_at, digest)

    def _skip(self, reason: str, where: str | None = None) -> None:
        self.skipped[reason] += 1
        if where and self.skipped[reason] == 1:
            self.faults.append(f"{where}: {reason}")

    def _visit(self, page: FoundPage, url: str, read: ReadPage) -> Visit | None:
        at = page.fetched_at or now()
        visit = Visit(url=url, visited_at=at, article=read.article)
        if read.article is None:
            visit.end(Outcome.PARSE_ERROR, read.fault)
        elif not self._filters.speaks(read.article):
            self._skip("in another language")
            return None
        elif not page.url:
            visit.article = _located(read.article, is_known=self._url is not None)
            visit.url = identity(visit.article.url, visit.article.canonical_url)
        if not (page.url and page.fetched_at) and self._is_known(visit.url, page.fetched_at, read.digest):
            self._skip("already archived")
            return None
        visit.capture = _capture(page, visit, read.digest)
        return visit


def _located(article: Article, *, is_known: bool) -> Article:
    """Believe the page's own address where nobody gave one."""
    if is_known or not article.canonical_url:
        return article
    return replace(article, url=article.canonical_url)


def _capture(page: FoundPage, visit: Visit, digest: str | None) -> Capture:
    content_type = page.content_type or "text/html"
    headers = page.headers or [("Content-Type", content_type)]
    exchange = Exchange(url=visit.url, fetched_at=visit.visited_at, status=200, headers=headers, payload=page.payload)
    return Capture(
        url=visit.url,
        fetched_at=visit.visited_at,
        status=200,
        content_type=content_type,
        digest=digest,
        exchanges=[exchange],
    )
