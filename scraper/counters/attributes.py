"""Counters in attributes: ``data-comment-count="8"``, ``aria-label="267 Kommentare"``."""

import re
from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

from scraper.counters.actions import action_of_label
from scraper.counters.phrases import Phrase, phrases
from scraper.counters.sighting import Sighting
from scraper.counters.signs import action_of_signs, signs
from scraper.counts import parse_count
from scraper.extraction.page import Page

_VALUE = re.compile(r"=(?:(?<=label=)[\"']([^\"'<>\d]{0,40}+\d[^\"'<>]{0,40})|[\"']\d[\d.,]{0,12}[KkMm]?\+?[\"'])")
"""The value of an attribute that is a number, or of a label that holds one."""

_NAME = re.compile(r"\sdata-[A-Za-z_-]+$")
_LONGEST_NAME = 40
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
    names = sorted(_names(page.text))[:_MOST]
    if not names:
        return []
    elements = etree.XPath(f"//*[{' or '.join(f'@{name}' for name in names)}]")(page.tree)[: 2 * _MOST]
    return [
        Sighting(element, phrase, "attribute", element)
        for element in elements
        for name in names
        if (value := element.get(name)) is not None and element.tag not in _PICTURES
        for phrase in _phrases(name, value, page.tree.get("lang"))
    ]


def _names(text: str) -> set[str]:
    """Give the attributes worth a look, from the source: most pages have none, and asking every element costs."""
    names: set[str] = set()
    labels: list[str] = []
    for found in _VALUE.finditer(text):
        if found[1]:
            labels.append(found[1])
            continue
        end = found.start()
        name = _NAME.search(text, max(0, end - _LONGEST_NAME), end)
        if name and is_counter(name[0].lower()):
            names.add(name[0].strip().lower())
    if any(map(action_of_label, labels[:_MOST])):
        names.add("aria-label")
    return names


@lru_cache(maxsize=4096)
def is_counter(name: str) -> bool:
    """Tell whether an attribute is named like the place of a counter: ``data-comment-count``."""
    plain = name.strip().removeprefix("data-")
    return bool(_COUNTING.search(plain) and not _SETTING.search(plain) and action_of_signs(signs(plain)))


def _phrases(name: str, value: str, language: str | None) -> Iterator[Phrase]:
    if name == "aria-label":
        yield from (phrase for phrase in phrases(value, language) if phrase.action) if len(value) < 80 else ()  # noqa: PLR2004
        return
    count = parse_count(value, "en") if value[:1].isdigit() else None
    if count:
        yield Phrase(count, value, action_of_signs(signs(name.removeprefix("data-"))))
