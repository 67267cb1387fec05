"""When it last changed, by the page's own word."""

from collections.abc import Iterator

from lxml import etree

from scraper.dates import parse_moment
from scraper.extraction.blocks import Block
from scraper.extraction.dated_lines import printed, timed
from scraper.extraction.json_ld import texts
from scraper.extraction.page import Page
from scraper.extraction.printed_date import is_american, read_printed
from scraper.extraction.sources import Dated
from scraper.text import one_line

_METAS = (
    "article:modified_time og:updated_time datemodified last-modified dcterms.modified dc.date.modified lastmod "
    "article.updated revised article:modified modified_time bt:moddate"
).split()
_ITEMPROP = etree.XPath("//*[@itemprop='dateModified']")


def modified(page: Page, near: list[Block]) -> Dated:
    """Give when the article last changed, and where that stands; None if the page does not say.

    ``near`` are the blocks around the headline, where a line may say so.
    """
    for source, value in _stated(page):
        moment = parse_moment(value) or read_printed(value, is_american=is_american(page))
        if moment:
            return moment, source
    if moment := timed(near, page, changed=True):
        return moment, "time"
    moment = printed(near, page, changed=True)
    return (moment, "text") if moment else None


def _stated(page: Page) -> Iterator[tuple[str, str]]:
    for node in page.articles:
        yield from (("json_ld", text) for text in texts(node.get("dateModified")))
    for name in _METAS:
        yield from (("meta", value) for value in page.meta.get(name, []))
    if "dateModified" in page.text:
        for element in _ITEMPROP(page.tree)[:3]:
            text = element.get("content") or element.get("datetime") or one_line("".join(element.itertext()))
            yield "microdata", text or ""
