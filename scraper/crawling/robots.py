"""robots.txt, obeyed by every request."""

import asyncio
from collections import defaultdict

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached


class OneRobotsTxtMiddleware(RobotsTxtMiddleware):
    """Scrapy's middleware with one lock a host.

    Without it the third and every later request that waits for the same robots.txt gets no parser and goes through
    (measured on Scrapy 2.19: the waiters share one Deferred, and the first consumes its result).
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def robot_parser(self, request: Request) -> RobotParser | None:
        """Give the parser of the request's host, fetched once; None where there is no robots.txt."""
        async with self._locks[urlparse_cached(request).netloc]:
            return await super().robot_parser(request)
