"""Step 7: the article, its counters and the fate of its address go into the archive in one transaction."""

from typing import Self

from scrapy.crawler import Crawler

from scraper.crawling.archive_keeper import ArchiveKeeper, keeper_of
from scraper.items import Visit


class StorePipeline:
    """Writes each visit and counts how it ended."""

    def __init__(self, keeper: ArchiveKeeper) -> None:
        self._keeper = keeper

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Use the archive of the crawl."""
        return cls(keeper_of(crawler))

    def process_item(self, item: Visit) -> Visit:
        """Write the visit."""
        self._keeper.record(item)
        return item
