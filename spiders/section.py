"""Asks the sections of sources alone."""

from typing import ClassVar

from spiders.source import SourceSpider


class SectionSpider(SourceSpider):
    """``scrapy crawl section -a name=alder``, with the arguments of `SourceSpider`."""

    name = "section"
    kinds: ClassVar[tuple[str, ...]] = ("section",)
