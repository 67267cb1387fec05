"""When it first appeared: the page's data, then its markup, its address, and what it prints."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from lxml import etree
from lxml.html import HtmlElement

from scraper.dates import parse_moment
from scraper.extraction.blocks import Block
from scraper.extraction.dated_lines import elsewhere, opening, printed, timed
from scraper.extraction.home import is_related
from scraper.extraction.json_ld import texts, types
from scraper.extraction.local_time import with_own_offset
from scraper.extraction.page import HEADINGS, Page
from scraper.extraction.printed_date import is_american, read_printed
from scraper.extraction.sources import Dated
from scraper.items import LAST_CHANGE
from scraper.text import one_line

_METAS = (
    "article:published_time og:published_time article:published datepublished published_time publish_date publish-date "
    "pubdate publishdate publication_date date dc.date dc.date.issued dc.date.created dcterms.created dcterms.date "
    "dcterms.issued parsely-pub-date sailthru.date cxenseparse:recs:publishtime cxenseparse:publishtime "
    "article.published originalpublicationdate displaydate rnews:datepublished citation_publication_date "
    "citation_date citation_online_date og:article:published_time og:pubdate bt:pubdate "
    "shareaholic:article_published_time published published-date dateposted article-date datecreated created timestamp"
).split()
_PAGE_TYPES = frozenset(
    ("WebPage", "ItemPage", "VideoObject", "CollectionPage", "Product", "Recipe", "HowTo", "FAQPage")
)
_ITEMPROP = etree.XPath("//*[@itemprop='datePublished' or @pubdate]")
_IN_URL = re.compile(r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=[/_.+-]|$)")
_NAMED_IN_URL = re.compile(r"/(\d{4})/([a-z]{3,9})/(\d\d)/|/(\d\d-\d\d-20\d\d)(?=[/_.]|$)")
"""``/2026/feb/07/`` and ``/07-02-2026``."""

_INLINE = (
    "datePublished publishedAt published_at publishDate publish_date publishedDate published_date publicationDate "
    "firstPublished first_published_at datetime_published datePosted pubDate"
).split()
"""Keys of the data that pages hand to their own scripts."""

_BEGINNINGS = ("pub", "date", "first")
"""Of those keys: the text is searched for them first, and most pages have one of them or none."""

_VALUE = re.compile(r'\w*\\?"\s*:\s*\\?"([^"\\]{8,40})')
_BELOW, _LATER = 12, timedelta(hours=36)
"""Blocks below the headline; how long after the midnight, in UTC, of a printed day that day may last somewhere."""

_EARLIEST = 1700
"""Year; a page that says an earlier one says that it does not know."""


def published(page: Page, near: list[Block]) -> Dated:
    """Give when the article first appeared, and where that stands; None if nothing says.

    ``near`` are the blocks around the headline. The moment has the page's own offset from UTC where that is known.
    """
    between = _between(near)
    for source, values in _stated(page):
        found = _first(values, page)
        if found:
            return _before(found, between, page) or (with_own_offset(found, near, page), source)
    return (
        _sourced(timed(between, page), "time")
        or _of_url(page)
        or _sourced(printed(between, page), "text")
        or _around(near, between, page)
        or _of_any_time(page)
    )


def _between(near: list[Block]) -> list[Block]:
    """Give what stands between headline and text, where one paragraph may be the deck if others follow."""
    top = near[0].index if near else 0
    first = None
    for place, block in enumerate(near):
        if block.index < top:
            return near[: place if first is None else first]
        if block.is_good and block.region.tag not in HEADINGS:
            if first is not None and near[first].text != block.text:
                return near[:place]
            first = place if first is None else first
    return near[:first]


def _around(near: list[Block], between: list[Block], page: Page) -> Dated:
    """Read a day elsewhere: at the start of the text, in the page's scripts, anywhere; last the one of a change."""
    top = near[0].index if near else 0
    above = [block for block in near if block.index < top]
    below = [block for block in near[len(between) :] if block.index >= top and not is_related(block)]
    around = [*between, *above, *below]
    return (
        _sourced(timed(around, page), "time")
        or _sourced(printed(around, page) or opening(near, page), "text")
        or _of_scripts(page)
        or _sourced(elsewhere(page), "text")
        or _sourced(timed(around, page, changed=True), f"time{LAST_CHANGE}")
        or _sourced(printed(around, page, changed=True), f"text{LAST_CHANGE}")
        or _sourced(elsewhere(page, changed=True), f"text{LAST_CHANGE}")
    )


def _before(stated: datetime, between: list[Block], page: Page) -> Dated:
    """Read an earlier day between headline and text: what the data say may be a later build of the page."""
    found = printed(between[:_BELOW], page)
    later = _LATER if stated.hour or stated.minute or stated.second else timedelta(days=1)
    return (found, "text") if found and stated - found >= later else None


def _sourced(found: datetime | None, source: str) -> Dated:
    return (found, source) if found else None


def _stated(page: Page) -> Iterator[tuple[str, Iterable[str]]]:
    yield "json_ld", (text for node in page.articles for text in texts(node.get("datePublished")))
    yield "meta", (value for name in _METAS for value in page.meta.get(name, []))
    pages = (node for node in page.json_ld if not _PAGE_TYPES.isdisjoint(types(node)))
    yield (
        "json_ld",
        (text for node in pages for name in ("datePublished", "uploadDate") for text in texts(node.get(name))),
    )
    if "pubdate" in page.text or 'itemprop="datePublished' in page.text:  # faster than to look in the tree
        yield "microdata", (_value(element) for element in _ITEMPROP(page.tree)[:3])


def _first(values: Iterable[str], page: Page) -> datetime | None:
    for value in values:
        moment = parse_moment(value) or read_printed(value, is_american=is_american(page))
        if moment and moment.year >= _EARLIEST:
            return moment
    return None


def _value(element: HtmlElement) -> str:
    return element.get("content") or element.get("datetime") or one_line("".join(element.itertext())) or ""


def _of_url(page: Page) -> Dated:
    if found := _IN_URL.search(page.url):
        try:
            return datetime(*map(int, found.groups()), tzinfo=UTC), "url"  # type: ignore[arg-type,misc]
        except ValueError:
            return None
    named = _NAMED_IN_URL.search(page.url)
    moment = read_printed(named[4] or "/".join(named.groups()[:3])) if named else None
    return (moment, "url") if moment else None


def _of_scripts(page: Page) -> Dated:
    """Read the data that a page's own scripts are given."""
    begun = tuple(beginning for beginning in _BEGINNINGS if f'"{beginning}' in page.text)
    for key in (key for key in _INLINE if key.startswith(begun)):
        place = page.text.find(f'"{key}')
        found = _VALUE.match(page.text, place + 1 + len(key)) if place >= 0 else None
        moment = parse_moment(found[1]) if found else None
        if moment and moment.year >= _EARLIEST:
            return moment, "inline_json"
    return None


def _of_any_time(page: Page) -> Dated:
    moments = (parse_moment(element.get("datetime") or "") for element in page.elements["time"][:5])
    return next(((moment, "time") for moment in moments if moment), None)
