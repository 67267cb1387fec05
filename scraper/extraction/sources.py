"""Where a field may stand: each field's module names its sources as a tuple, in order of trust."""

import html
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from scraper.extraction.json_ld import texts
from scraper.extraction.page import Page
from scraper.text import one_line

Sourced = tuple[str, str] | None
"""A value and the name of its source; None if the page does not say."""

Dated = tuple[datetime, str] | None
"""A moment and the name of its source; None if the page does not say."""

Source = tuple[str, Callable[[Page], Iterable[str]]]

_MARKUP = re.compile(r"<[^<>]{1,300}>")


def json_ld(*names: str) -> Source:
    """Make the source of properties of the page's articles."""
    return "json_ld", lambda page: (text for name in names for node in page.articles for text in texts(node.get(name)))


def meta(*names: str) -> Source:
    """Make the source of meta tags, in the order of the names."""
    return "meta", lambda page: (value for name in names for value in page.meta.get(name, []))


def values(page: Page, sources: tuple[Source, ...]) -> Iterator[tuple[str, str]]:
    """Give each value that is not empty and its source, most trusted first, without markup and character references."""
    for source, read in sources:
        for value in read(page):
            plain = plain_text(value)
            if plain:
                yield plain, source


def first(page: Page, sources: tuple[Source, ...]) -> Sourced:
    """Give the most trusted value and its source."""
    return next(values(page, sources), None)


def plain_text(value: str) -> str | None:
    """Give one line without tags and with the characters that references like ``&amp;#8217;`` stand for."""
    if "&" in value:
        value = html.unescape(html.unescape(value))
    return one_line(_MARKUP.sub(" ", value) if "<" in value else value)
