"""Zeros that a script has not filled in yet: they tell themselves by the names around them."""

import re

from scraper.counters.places import Place

_NAMES = re.compile(
    r"\b(?:no-?counts?|not-?synced|not-?loaded|un-?synced|loading|placeholder|skeleton|js-[\w-]*(?:count|comments))\b",
    re.IGNORECASE,
)
_HIGHEST = 4
_FILLED = frozenset("data-disqus-identifier data-disqus-url data-lf-article-id data-spot-im-id data-coral-url".split())
"""Attributes by which a script finds the spans that it fills."""


def is_placeholder(place: Place) -> bool:
    """Tell whether a zero in this place is what stands there before a script has asked."""
    at: Place | None = place
    for _ in range(_HIGHEST):
        if at is None:
            break
        if at.known.is_placeholder or (at.names and _NAMES.search(at.names.replace("_", "-"))):
            return True
        if not _FILLED.isdisjoint(at.element.keys()):
            return True
        at = at.parent
    return False
