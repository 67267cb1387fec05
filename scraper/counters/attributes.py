"""Counters in attributes: ``data-comment-count="8"``, ``aria-label="267 Kommentare"``."""

import re
from collections.abc import Iterator
from functools import lru_cache

from scraper.counters.actions import action_of_label
from scraper.counters.phrases import Phrase, phrases
from scraper.counters.sighting import Sighting
from scraper.counters.signs import action_of_signs, signs
from scraper.counts import parse_count
from scraper.extraction import below
from scraper.extraction.compiled import fastest
from scraper.extraction.page import Page

_having = fastest(below).having
_COUNTING = re.compile(r"count|number|num\b|total|value|anzahl|likes|shares|comments|views", re.IGNORECASE)
_SETTING = re.compile(
    r"per-?page|remaining|trigger|delay|modal|popup|number[-_]of|after|limit|max|min\b|numposts|batch|initial|show|width|height|index|position|-id\b|[^a-z]id$|step|size|delay|time|"
    r"threshold|visible|items|slide|offset|level|duration|start|end\b|para|word|char|link|image|photo|ad-|view-?(?:id|port|index)|version|length|columns",
    re.IGNORECASE,
)
_PICTURES = frozenset(
    ("img", "picture", "figure", "video", "iframe", "source", "link", "meta", "input", "abbr", "time")
)
"""Their titles are captions."""

_MOST = 100


def sightings(page: Page) -> list[Sighting]:
    """Give the numbers in attributes that are named like counters, in page order."""
    names = sorted(_names(page))[:_MOST]
    if not names:
        return []
    language = page.tree.get("lang")
    return [
        Sighting(element, phrase, "attribute", element)
        for element in _having(page.tree, names, 2 * _MOST)
        if element.tag not in _PICTURES
        for name, value in sorted(element.items())
        if name in names
        for phrase in _phrases(name, value, language)
    ]


def _names(page: Page) -> set[str]:
    """Give the attributes worth a look: most pages have none."""
    names = {name for name in page.stated.names if is_counter(name)}
    return names | {"aria-label"} if any(map(action_of_label, page.stated.labels)) else names


@lru_cache(maxsize=4096)
def is_counter(name: str) -> bool:
    """Tell whether an attribute is named like the place of a counter: ``data-comment-count``."""
    plain = name.removeprefix("data-")
    return bool(_COUNTING.search(plain) and not _SETTING.search(plain) and action_of_signs(signs(plain)))


def _phrases(name: str, value: str, language: str | None) -> Iterator[Phrase]:
    if name == "aria-label":
        yield from (phrase for phrase in phrases(value, language) if phrase.action) if len(value) < 80 else ()  # noqa: PLR2004
        return
    count = parse_count(value, "en") if value[:1].isdigit() else None
    if count:
        yield Phrase(count, value, action_of_signs(signs(name.removeprefix("data-"))))
