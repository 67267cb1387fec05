"""Goes on with what crawls that were stopped or killed have left in the frontier."""

from collections.abc import AsyncIterator

from scrapy import Request

from scraper.crawling.archive_keeper import keeper_of
from spiders.base import ArticleSpider


class ResumeSpider(ArticleSpider):
    """``scrapy crawl resume``: no arguments."""

    name = "resume"

    async def start(self) -> AsyncIterator[Request]:
        """Take over the frontier of every harvest that is not at work any more."""
        keeper = keeper_of(self.crawler)
        with keeper.archive.transaction():
            dead = [harvest for harvest in keeper.archive.harvests.unfinished() if harvest != keeper.harvest]
            keeper.archive.urls.adopt(keeper.harvest, dead)
        no_requests: list[Request] = []  # the frontier has them; Scrapy wants a generator all the same
        for request in no_requests:
            yield request
