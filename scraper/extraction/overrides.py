"""CSS selectors that a source names for a field overrule what is read by itself; one that matches nothing does not."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

from lxml.cssselect import CSSSelector
from lxml.html import HtmlElement

from scraper.dates import parse_moment
from scraper.extraction.page import Page
from scraper.extraction.printed_date import read_printed
from scraper.extraction.title import text_of
from scraper.items import Article
from scraper.text import one_line

SOURCE = "source"
"""The provenance of such a value."""

_BLOCKS = ("p", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "pre")
_ADDRESSES = ("src", "content", "href")


def overrule(article: Article, page: Page, selectors: Mapping[str, str]) -> None:
    """Read the fields that have a selector anew, in place."""
    for name, selector in selectors.items():
        found = _selector(selector)(page.tree)
        value = _READERS[name](page, found) if found else None
        if value:
            setattr(article, name, value)
            article.provenance[name] = SOURCE
            if name == "body":
                article.confidence = 1.0


@lru_cache(maxsize=256)
def _selector(text: str) -> CSSSelector:
    return CSSSelector(text, translator="html")


def _text(element: HtmlElement) -> str | None:
    return one_line(element.get("content")) if element.tag == "meta" else text_of(element)


def _first(page: Page, found: list[HtmlElement]) -> str | None:  # noqa: ARG001 - all readers have one signature
    return next(filter(None, map(_text, found)), None)


def _all(page: Page, found: list[HtmlElement]) -> list[str]:  # noqa: ARG001
    return list(dict.fromkeys(filter(None, map(_text, found))))


def _body(page: Page, found: list[HtmlElement]) -> str:  # noqa: ARG001
    """Join the blocks of text in what is selected, each once; what has none is a block itself."""
    blocks: dict[HtmlElement, str | None] = {}
    for element in found:
        inner = [
            one for one in element.iterdescendants(*_BLOCKS) if not any(True for _ in one.iterdescendants(*_BLOCKS))
        ]
        for block in inner or [element]:
            blocks.setdefault(block, _text(block))
    return "\n\n".join(filter(None, blocks.values()))


def _date(page: Page, found: list[HtmlElement]) -> datetime | None:  # noqa: ARG001
    for element in found:
        written = element.get("datetime") or element.get("content")
        moment = parse_moment(written) if written else read_printed(_text(element) or "")
        if moment:
            return moment
    return None


def _image(page: Page, found: list[HtmlElement]) -> str | None:
    links = (element.get(name) for element in found for name in _ADDRESSES)
    return next(filter(None, map(page.absolute, links)), None)


_READERS: dict[str, Callable[[Page, list[HtmlElement]], Any]] = {
    "title": _first,
    "body": _body,
    "description": _first,
    "authors": _all,
    "section": _first,
    "keywords": _all,
    "date_published": _date,
    "date_modified": _date,
    "image": _image,
}
"""By field, as `scraper.sources.checks.FIELDS` names them."""
