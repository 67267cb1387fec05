"""Counters in the state that a script of the page starts from: ``"commentsCount":12`` in inline JSON.

The JSON is not parsed: it may be huge, deep or broken, and is read by one linear pass over the page's source
(`extraction.source`). Since such a state also holds the teasers of other articles, a number counts only where the page
knows no other of its kind.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from scraper.counters.schema_org import stated
from scraper.extraction.page import Page
from scraper.items import ShareCount

_KEY = re.compile(
    r"(?:(?P<comment>(?:total_?)?comments?_?(?:count|total)|comment_?cnt|(?:total|num)_?comments|repl(?:y|ies)_?count)|"
    r"(?P<share>(?:total_?)?shares?_?(?:count|total)|total_?shares)|"
    r"(?P<view>(?:page_?)?views?_?(?:count|total)|(?:hit|read)_?count|total_?views|views)|"
    r"(?P<dislike>dislikes)|(?P<like>(?<!dis)likes?_?(?:count|total)|total_?likes|likes))$",
    re.IGNORECASE,
)


def inline_counts(page: Page) -> Iterator[ShareCount]:
    """Give the counters of inline state that has only one number of their kind, in its order. Zeros are left out."""
    numbers: dict[str, set[str]] = {}
    for key, number in page.stated.keys:
        if action := _action(key):
            numbers.setdefault(action, set()).add(number)
    for action, values in numbers.items():
        if len(values) == 1 and (value := values.pop()) != "0":
            yield from stated(action, value, "inline-json")


@lru_cache(maxsize=2048)
def _action(key: str) -> str | None:
    found = _KEY.match(key)
    return found.lastgroup if found else None
