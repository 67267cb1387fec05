"""Walks through whole sites from the front page, a few links deep: for sites with neither feeds nor sitemaps."""

from typing import ClassVar

from spiders.source import SourceSpider


class SiteSpider(SourceSpider):
    """``scrapy crawl site -a name=alder -a depth=3``, with the arguments of `SourceSpider`."""

    name = "site"
    kinds: ClassVar[tuple[str, ...]] = ("site",)
