"""Asks the sitemaps of sources alone."""

from typing import ClassVar

from spiders.source import SourceSpider


class SitemapSpider(SourceSpider):
    """``scrapy crawl sitemap -a name=alder``, with the arguments of `SourceSpider`."""

    name = "sitemap"
    kinds: ClassVar[tuple[str, ...]] = ("sitemap",)
