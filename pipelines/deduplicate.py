"""Step 5: the same text at a second address is an address of the article, not another article."""

from typing import Self

from scrapy.crawler import Crawler

from scraper.archive import Archive
from scraper.crawling.archive_keeper import keeper_of
from scraper.items import Visit


class DeduplicatePipeline:
    """Ends visits to pages that repeat an archived article of the same source under another address."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Use the archive of the crawl."""
        return cls(keeper_of(crawler).archive)

    def process_item(self, item: Visit) -> Visit:
        """End the visit if another address of the source has this very text."""
        self._archive.note_twin(item)
        return item
