"""Fundus, told of a publisher that is the loopback server, with the shortest parser that it allows; one thread."""

import sys
from pathlib import Path

from fundus.parser import ArticleBody, BaseParser, ParserProxy, attribute
from fundus.parser.utility import extract_article_body_with_selector
from fundus.publishers.base_objects import Publisher, PublisherGroup
from fundus.scraping.html import WebSource
from fundus.scraping.url import RSSFeed
from lxml.etree import XPath

URLS = Path(sys.argv[1]).read_text().split()


class LoopbackParser(ParserProxy):
    """Reads the title from the metadata and takes every paragraph."""

    class V1(BaseParser):
        """The only version."""

        _paragraphs = XPath("//p")

        @attribute
        def title(self) -> str | None:
            """Give the headline."""
            return self.precomputed.meta.get("og:title")

        @attribute
        def body(self) -> ArticleBody | None:
            """Give the text."""
            return extract_article_body_with_selector(self.precomputed.doc, paragraph_selector=self._paragraphs)


class Loopback(metaclass=PublisherGroup):
    """One publisher; it has to name a feed, which is never asked for."""

    Here = Publisher(name="Here", domain=URLS[0], parser=LoopbackParser, sources=[RSSFeed(URLS[0])])


if __name__ == "__main__":
    parser, pages = Loopback.Here.parser(), 0
    for html in WebSource(URLS, Loopback.Here, ignore_robots=True).fetch():
        if html:
            parser.parse(html.content, error_handling="suppress")
            pages += 1
    print("PAGES", pages, flush=True)
