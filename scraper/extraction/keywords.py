"""The topics that a page names for itself."""

import re

from scraper.extraction.page import Page
from scraper.extraction.sources import json_ld, meta, plain_text

SOURCES = (
    json_ld("keywords"),
    meta("article:tag"),
    meta("news_keywords"),
    meta("keywords", "parsely-tags", "sailthru.tags"),
)
_COMMA = re.compile(r"[,，、](?![^()（）]*[)）])")
"""Not within brackets: ``Prices (Fares, Fees and Rates)``."""

_EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]+(?:\s+[\u3040-\u30ff\u3400-\u9fff]+){3,}")
"""A list whose spaces are between its entries."""

_MACHINES = re.compile(r":|^[0-9a-f]{8}-[0-9a-f]{4}-|^[0-9a-f]{24,}$", re.IGNORECASE)
_LIST, _LONGEST = 4000, 80
"""Characters of a list whose brackets are looked at, and of a keyword; a longer one is a sentence."""


def keywords(page: Page) -> tuple[list[str], str] | None:
    """Give the topics in the page's order, each once, and where they stand; None if the page names none."""
    for source, read in SOURCES:
        found = _split(list(read(page)))
        if found:
            return found, source
    return None


def _split(values: list[str]) -> list[str]:
    """Take lists apart that are written as one text; machines' own marks (``Type:article``) are none."""
    plain = [text for value in values if (text := plain_text(value))]
    named = (piece.strip() for value in plain for piece in _pieces(value))
    return list(dict.fromkeys(name for name in named if name and len(name) <= _LONGEST and not _MACHINES.search(name)))


def _pieces(value: str) -> list[str]:
    if ";" in value:
        return value.split(";")
    if _EAST_ASIAN.fullmatch(value):
        return value.split()
    return _COMMA.split(value) if len(value) <= _LIST else value.split(",")
