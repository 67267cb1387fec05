"""When it first appeared: the page's data, then its markup, its address, and what it prints."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice, takewhile

from lxml import etree
from lxml.html import HtmlElement

from scraper.dates import parse_moment
from scraper.extraction.blocks import Block
from scraper.extraction.home import is_related
from scraper.extraction.json_ld import texts, types
from scraper.extraction.page import Page
from scraper.extraction.printed_date import is_american, read_printed
from scraper.extraction.signs import BIT
from scraper.extraction.sources import Dated
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

_SAID = re.compile(
    r"^\W*(?:first |originally )?(?:published|posted|veröffentlicht|erschienen|erstellt|publié|publicado|pubblicato|"
    r"gepubliceerd|publicerad|opublikowano|опубликован\w*|發布|发布)\b",
    re.IGNORECASE,
)
_INLINE = (
    "datePublished publishedAt published_at publishDate publish_date publishedDate published_date publicationDate "
    "firstPublished first_published_at datetime_published datePosted pubDate"
).split()
"""Keys of the data that pages hand to their own scripts."""

_VALUE = re.compile(r'\w*\\?"\s*:\s*\\?"([^"\\]{8,40})')
_UPDATED = re.compile(
    r"\b(?:updated|modified|aktualisiert|geändert|stand|mis à jour|actualizado|atualizado|aggiornato|bijgewerkt|"
    r"uppdaterad|обновлено|güncelleme)\b|更新|수정",
    re.IGNORECASE,
)
_LINE = 140
"""Characters. A longer text that holds a date is a sentence about something else."""

_BELOW, _LONG = 12, timedelta(days=2)
"""Blocks below the headline; what is no matter of time zones any more."""

_MOST = 60
"""Blocks that are looked at, of those that are called dates."""

_EARLIEST = 1700
"""Year; a page that says an earlier one says that it does not know."""


def published(page: Page, near: list[Block], last_change: datetime | None = None) -> Dated:
    """Give when the article first appeared, and where that stands; None if nothing says.

    ``near`` are the blocks around the headline, ``last_change`` the page's own word on that.
    """
    for source, values in _stated(page):
        found = _first(values, page)
        if found:
            return _before_the_stamp(found, last_change, near, page) or (found, source)
    return _of_time(near) or _of_url(page) or _printed(near, page) or _of_scripts(page) or _elsewhere(page)


def _before_the_stamp(stated: datetime, last_change: datetime | None, near: list[Block], page: Page) -> Dated:
    """Read an earlier day between headline and text where the data's day is only that of the last change.

    Some systems put the time of the last build into both.
    """
    if not last_change or (last_change - stated).days >= 1:
        return None
    dated = _printed(takewhile(lambda block: not block.is_good, near[:_BELOW]), page, updated=False)
    return dated if dated and stated - dated[0] >= _LONG else None


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


def _of_time(near: list[Block]) -> Dated:
    """Read the first <time> near the headline that does not say that it is of a change."""
    later: Dated = None
    for block in near:
        if block.region.own & BIT["comment"] or block.region.text > 2 * _LINE:
            continue
        for element in block.region.element.iter("time"):
            moment = parse_moment(element.get("datetime") or "")
            if moment and not _UPDATED.search(block.text):
                return moment, "time"
            later = later or ((moment, "time") if moment else None)
    return later


def _of_url(page: Page) -> Dated:
    if found := _IN_URL.search(page.url):
        try:
            return datetime(*map(int, found.groups()), tzinfo=UTC), "url"  # type: ignore[arg-type,misc]
        except ValueError:
            return None
    named = _NAMED_IN_URL.search(page.url)
    moment = read_printed(named[4] or "/".join(named.groups()[:3])) if named else None
    return (moment, "url") if moment else None


def _printed(near: Iterable[Block], page: Page, *, updated: bool = True) -> Dated:
    """Read the first day on a short line near the headline that does not say that it is of a change.

    ``updated`` gives the day of a change where there is no other.
    """
    american, later = is_american(page), None
    for block in near:
        if len(block.text) > _LINE or block.region.own & BIT["comment"] or block.region.tag == "h1":
            continue
        moment = read_printed(block.text, is_american=american)
        if moment and not _UPDATED.search(block.text):
            return moment, "text"
        later = later or moment
    return (later, "text") if later and updated else None


def _of_scripts(page: Page) -> Dated:
    """Read the data that a page's own scripts are given."""
    for key in _INLINE:
        place = page.text.find(f'"{key}')
        found = _VALUE.match(page.text, place + 1 + len(key)) if place >= 0 else None
        moment = parse_moment(found[1]) if found else None
        if moment and moment.year >= _EARLIEST:
            return moment, "inline_json"
    return None


def _elsewhere(page: Page) -> Dated:
    """Read a line "Published on", what is called a date anywhere, but for those of other articles; last any <time>."""
    said = (block for block in page.blocks if len(block.text) <= _LINE and _SAID.match(block.text))
    called = (block for block in page.blocks if (block.region.own | block.inner) & BIT["date"])
    some = ([block for block in islice(blocks, _MOST) if not is_related(block)] for blocks in (said, called))
    return next((found for blocks in some if (found := _printed(blocks, page))), None) or _of_any_time(page)


def _of_any_time(page: Page) -> Dated:
    moments = (parse_moment(element.get("datetime") or "") for element in page.elements["time"][:5])
    return next(((moment, "time") for moment in moments if moment), None)
