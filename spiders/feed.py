"""Asks the feeds of sources alone."""

from typing import ClassVar

from spiders.source import SourceSpider


class FeedSpider(SourceSpider):
    """``scrapy crawl feed -a name=alder``, with the arguments of `SourceSpider`."""

    name = "feed"
    kinds: ClassVar[tuple[str, ...]] = ("feed",)
