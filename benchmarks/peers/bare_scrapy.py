"""Scrapy with its default settings and a callback that does nothing: what fetching alone costs."""

import sys
from collections.abc import AsyncIterator
from pathlib import Path

import scrapy
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response


class Bare(scrapy.Spider):
    """Fetches the addresses of a file."""

    name = "bare"
    pages = 0

    async def start(self) -> AsyncIterator[scrapy.Request]:
        """Ask for every address."""
        for url in Path(sys.argv[1]).read_text().split():
            yield scrapy.Request(url)

    def parse(self, response: Response) -> None:
        """Look at the body and forget it."""
        self.pages += bool(response.body)

    def closed(self, reason: str) -> None:  # noqa: ARG002 - Scrapy's signature
        """Say how many pages came."""
        print("PAGES", self.pages, flush=True)


if __name__ == "__main__":
    process = AsyncCrawlerProcess({"LOG_LEVEL": "ERROR"})
    process.crawl(Bare)
    process.start()
