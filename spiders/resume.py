"""Goes on with what crawls that were stopped or killed have left in the frontier."""

from collections.abc import AsyncIterator

from scrapy import Request

from scraper.crawling.archive_keeper import keeper_of
from spiders.base import NO_REQUESTS, ArticleSpider


class ResumeSpider(ArticleSpider):
    """``scrapy crawl resume``: no arguments."""

    name = "resume"

    async def start(self) -> AsyncIterator[Request]:
        """Take over the frontier of every harvest that is not at work any more."""
        keeper_of(self.crawler).take_over()
        for request in NO_REQUESTS:
            yield request
