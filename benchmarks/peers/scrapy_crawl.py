"""Scrapy with its default settings and a callback that does nothing, or has trafilatura read the page.

What fetching alone costs, and what a crawl costs that keeps nothing.
"""

import importlib
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import scrapy
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response

URLS = Path(sys.argv[1]).read_text().split()
EXTRACTOR = importlib.import_module(sys.argv[2]) if len(sys.argv) > 2 else None  # noqa: PLR2004 - the script's own name


class Bare(scrapy.Spider):
    """Fetches the addresses."""

    name = "bare"
    pages = 0

    async def start(self) -> AsyncIterator[scrapy.Request]:
        """Ask for every address."""
        for url in URLS:
            yield scrapy.Request(url)

    def parse(self, response: Response) -> None:
        """Look at the page and forget it."""
        self.pages += bool(response.body)
        if EXTRACTOR:
            EXTRACTOR.bare_extraction(response.text, url=response.url, with_metadata=True)

    def closed(self, reason: str) -> None:  # noqa: ARG002 - Scrapy's signature
        """Say how many pages came."""
        print("PAGES", self.pages, flush=True)


if __name__ == "__main__":
    process = AsyncCrawlerProcess({"LOG_LEVEL": "ERROR"})
    process.crawl(Bare)
    process.start()
