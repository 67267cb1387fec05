"""When it appeared and when it last changed: the page's data, then its markup, its address, and what it prints."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice

from lxml import etree

from scraper.dates import parse_moment
from scraper.extraction.json_ld import article_nodes, texts
from scraper.extraction.page import Page
from scraper.text import one_line

Dated = tuple[datetime, str] | None

_PUBLISHED = (
    "article:published_time og:published_time article:published datepublished published_time publish_date publish-date "
    "pubdate publishdate publication_date date dc.date dc.date.issued dc.date.created dcterms.created dcterms.date "
    "dcterms.issued parsely-pub-date sailthru.date cxenseparse:recs:publishtime cxenseparse:publishtime "
    "article.published originalpublicationdate displaydate rnews:datepublished citation_publication_date timestamp"
).split()
_MODIFIED = (
    "article:modified_time og:updated_time datemodified last-modified dcterms.modified dc.date.modified lastmod "
    "article.updated revised"
).split()
_ITEMPROP = {
    "published": etree.XPath("//*[@itemprop='datePublished' or @pubdate]"),
    "modified": etree.XPath("//*[@itemprop='dateModified']"),
}
_TIMES = etree.XPath("//time[@datetime][not(ancestor::aside or ancestor::nav or ancestor::footer)]")
_IN_URL = re.compile(r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=[/_.-]|$)")
_NAMES = (
    "jan|gen|ene|янв|sty|janv feb|fév|fev|févr|фев|lut mar|mär|мар|mär|març apr|avr|abr|апр|kwi may|mai|mag|мая|май|maj "
    "jun|juin|giu|июн|cze jul|juil|lug|июл|lip aug|aoû|ago|авг|sie sep|set|сен|wrz oct|okt|ott|out|окт|paź "
    "nov|ноя|lis dec|déc|dez|dic|дек|gru"
).split()
_MONTHS = {prefix: number for number, names in enumerate(_NAMES, 1) for prefix in names.split("|")}
_DAY_FIRST = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th|er)?[.\s/-]\s*(?:de\s+)?([^\W\d_]{3,12}|\d{1,2})[.,]?[\s/.-]\s*(?:de\s+)?((?:19|20)\d\d)\b"
)
_MONTH_FIRST = re.compile(r"\b([^\W\d_]{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+((?:19|20)\d\d)\b")
_YEAR_FIRST = re.compile(r"\b((?:19|20)\d\d)\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})")
_LINE = 140
"""Characters. A longer text that holds a date is a sentence about something else."""

_AFTER_HEADLINE = etree.XPath("following::text()[normalize-space()][position() <= 14]")


def published(page: Page) -> Dated:
    """Give when the article first appeared, and where that stands; None if nothing says."""
    return _first(page, "datePublished", _PUBLISHED, "published") or _of_time(page) or _of_url(page) or _printed(page)


def modified(page: Page) -> Dated:
    """Give when the article last changed, by the page's own word, and where that stands."""
    return _first(page, "dateModified", _MODIFIED, "modified")


def _first(page: Page, property_name: str, metas: list[str], prop: str) -> Dated:
    stated = ("json_ld", (t for node in article_nodes(page.json_ld) for t in texts(node.get(property_name))))
    named = ("meta", (value for name in metas for value in page.meta.get(name, [])))
    marked = ("microdata", _marked(page, prop))
    for source, values in (stated, named, marked):
        for value in values:
            moment = parse_moment(value) or read_printed(value)
            if moment:
                return moment, source
    return None


def _marked(page: Page, prop: str) -> Iterator[str]:
    for element in _ITEMPROP[prop](page.tree)[:3]:
        yield element.get("content") or element.get("datetime") or one_line("".join(element.itertext())) or ""


def _of_time(page: Page) -> Dated:
    moments = (parse_moment(element.get("datetime") or "") for element in _TIMES(page.tree)[:5])
    return next(((moment, "time") for moment in moments if moment), None)


def _of_url(page: Page) -> Dated:
    found = _IN_URL.search(page.url)
    if not found or not _is_day(*found.groups()):
        return None
    year, month, day = map(int, found.groups())
    return datetime(year, month, day, tzinfo=UTC), "url"


def _printed(page: Page) -> Dated:
    """Read the first date on a short line close below the headline."""
    headings = list(islice(page.tree.iter("h1"), 1))
    if not headings:
        return None
    for text in _AFTER_HEADLINE(headings[0]):
        moment = read_printed(text) if len(text) <= _LINE else None
        if moment:
            return moment, "text"
    return None


def read_printed(text: str) -> datetime | None:
    """Read a day as people write it: ``4 April 2026``, ``24.02.2026``, ``2026年2月27日``; None if there is none."""
    for pattern, order in ((_YEAR_FIRST, (0, 1, 2)), (_DAY_FIRST, (2, 1, 0)), (_MONTH_FIRST, (2, 0, 1))):
        for found in pattern.finditer(text[:400]):
            year, month, day = (found.groups()[place] for place in order)
            number = int(month) if month.isdecimal() else _month(month)
            if number and _is_day(year, str(number), day):
                return datetime(int(year), number, int(day), tzinfo=UTC)
    return None


def _month(word: str) -> int | None:
    lower = word.lower()
    return _MONTHS.get(lower[:4]) or _MONTHS.get(lower[:3])


def _is_day(year: str, month: str, day: str) -> bool:
    try:
        datetime(int(year), int(month), int(day), tzinfo=UTC)
    except ValueError:
        return False
    return True
