"""Crawls the addresses that it is given."""

import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

from scrapy import Request

from scraper.exceptions import BadInput, BadUrl
from scraper.items import Found
from scraper.urls import clean
from spiders.base import NO_REQUESTS, ArticleSpider


class UrlsSpider(ArticleSpider):
    """``scrapy crawl urls -a url="https://… https://…"``, or ``-a file=urls.txt`` with one a line, ``-`` for stdin."""

    name = "urls"

    def __init__(self, url: str = "", file: str | None = None, **arguments: Any) -> None:
        super().__init__(**arguments)
        self._given = url.split()
        self._file = file
        self.refused: list[str] = []
        """What is no address, each with the reason."""

    async def start(self) -> AsyncIterator[Request]:
        """Send each address into the frontier."""
        self.queue(self._found(), "the command line", again=True)
        for request in NO_REQUESTS:
            yield request

    def _found(self) -> Iterator[Found]:
        for text in self._addresses():
            try:
                yield Found(url=clean(text))
            except BadUrl as error:
                self.refused.append(str(error))
                self.logger.error("%s", error)

    def _addresses(self) -> Iterator[str]:
        yield from self._given
        if self._file == "-":
            yield from _lines(sys.stdin)
        elif self._file:
            try:
                with Path(self._file).open(encoding="utf-8-sig", errors="replace") as lines:
                    yield from _lines(lines)
            except OSError as error:
                raise BadInput(f"cannot read {self._file}: {error.strerror}") from error


def _lines(lines: Any) -> Iterator[str]:
    for line in lines:
        text = line.strip()
        if text and not text.startswith("#"):
            yield text
