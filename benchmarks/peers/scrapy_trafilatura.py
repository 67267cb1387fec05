"""Scrapy with its default settings and trafilatura in the callback; what it reads is not stored."""

import sys
from collections.abc import AsyncIterator
from pathlib import Path

import scrapy
import trafilatura
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response


class Reading(scrapy.Spider):
    """Fetches the addresses of a file."""

    name = "reading"
    pages = 0

    async def start(self) -> AsyncIterator[scrapy.Request]:
        """Ask for every address."""
        for url in Path(sys.argv[1]).read_text().split():
            yield scrapy.Request(url)

    def parse(self, response: Response) -> None:
        """Read the article and forget it."""
        trafilatura.bare_extraction(response.text, url=response.url, with_metadata=True)
        self.pages += 1

    def closed(self, reason: str) -> None:  # noqa: ARG002 - Scrapy's signature
        """Say how many pages came."""
        print("PAGES", self.pages, flush=True)


if __name__ == "__main__":
    process = AsyncCrawlerProcess({"LOG_LEVEL": "ERROR"})
    process.crawl(Reading)
    process.start()
