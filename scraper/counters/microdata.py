"""Counters in microdata: ``<meta itemprop="interactionCount" content="UserComments:12">``.

What microdata marks in the text is read there.
"""

from collections.abc import Iterator

from lxml import etree
from lxml.etree import _Element

from scraper.counters.schema_org import ACTIONS, NOT_THE_PAGE, last_word, stated
from scraper.extraction.page import Page
from scraper.items import ShareCount

_MARKS = ("interactioncount", "userinteractioncount", "commentcount")
_MARKED = etree.XPath(
    "//meta[@itemprop='interactionCount' or @itemprop='userInteractionCount' or @itemprop='commentCount']"
)
_MOST = 50


def microdata_counts(page: Page) -> Iterator[ShareCount]:
    """Give the counters that the page's microdata states about the page itself."""
    if page.meta.keys().isdisjoint(_MARKS):
        return
    for element in _MARKED(page.tree)[:_MOST]:
        item = _item(element)
        if item is not None and last_word(item.get("itemtype")) in NOT_THE_PAGE:
            continue
        yield from _counts(element.get("itemprop", ""), element.get("content") or "", item)


def _counts(name: str, value: str, item: _Element | None) -> Iterator[ShareCount]:
    kind, _, number = value.rpartition(":")
    if name == "commentCount":
        yield from stated("comment", value, "microdata")
    elif kind:
        yield from stated(ACTIONS.get(last_word(kind)), number, "microdata")
    elif item is not None:
        kinds = item.xpath(".//*[@itemprop='interactionType']/@content | .//*[@itemprop='interactionType']/@href")
        yield from stated(ACTIONS.get(last_word(kinds[0] if kinds else None)), number, "microdata")


def _item(element: _Element) -> _Element | None:
    at = element.getparent()
    while at is not None and at.get("itemscope") is None:
        at = at.getparent()
    return at
