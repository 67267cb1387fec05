"""Counters in meta tags: ``<meta property="article:comment_count" content="12">``."""

import re
from collections.abc import Iterator

from scraper.counters.schema_org import stated
from scraper.extraction.page import Page
from scraper.items import ShareCount

_NAME = re.compile(
    r"(?:^|[:._-])(?:(?P<comment>comments?)|(?P<share>shares?)|(?P<view>views?|page_?views)|(?P<like>likes?))[:._-]?(?:count|number|total)s?$",
    re.IGNORECASE,
)


def meta_counts(page: Page) -> Iterator[ShareCount]:
    """Give the counters that the page's meta tags state."""
    for name, values in page.meta.items():
        found = _NAME.search(name)
        if found:
            yield from stated(found.lastgroup, values[0], "attribute")
