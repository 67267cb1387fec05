"""Counters in the state that a script of the page starts from: ``"commentsCount":12`` in inline JSON.

The JSON is not parsed: it may be huge, deep or broken, and is read by one linear pass over the page's source. Since
such a state also holds the teasers of other articles, a number counts only where the page knows no other of its kind.
"""

import re
from collections.abc import Iterator
from itertools import islice

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
_NUMBER = re.compile(r"\":(?:(?<=[tslTSL]\":)|(?<=[tslTSL]\\\":))\s{0,2}\\?\"?(\d{1,13})\\?\"?\s?[,}\]]")
"""A number behind a key that ends with one of the last letters of the keys that are looked for: counT, commentS, totaL."""

_NAME = re.compile(r"\w+$")
_LONGEST = 4_000_000
"""Characters of a page's source that are read."""

_MOST = 10_000
"""Keys with a number that are looked at."""

_LONGEST_KEY = 24


def inline_counts(page: Page) -> Iterator[ShareCount]:
    """Give the counters of inline state that has only one number of their kind, in its order. Zeros are left out."""
    numbers: dict[str, set[str]] = {}
    for action, number in _stated(page.text):
        numbers.setdefault(action, set()).add(number)
    for action, values in numbers.items():
        if len(values) == 1 and (value := values.pop()) != "0":
            yield from stated(action, value, "inline-json")


def _stated(text: str) -> Iterator[tuple[str, str]]:
    for found in islice(_NUMBER.finditer(text, 0, _LONGEST), _MOST):
        end = found.start()
        end -= text[end - 1] == "\\"
        name = _NAME.search(text, max(0, end - _LONGEST_KEY), end)
        key = _KEY.match(name[0]) if name else None
        if key and key.lastgroup:
            yield key.lastgroup, found[1]
