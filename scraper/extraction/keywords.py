"""The topics that a page names for itself."""

from scraper.extraction.page import Page
from scraper.extraction.sources import json_ld, meta, plain_text

SOURCES = (
    json_ld("keywords"),
    meta("article:tag"),
    meta("news_keywords"),
    meta("keywords", "parsely-tags", "sailthru.tags"),
)
_LONGEST = 80
"""Characters. A longer keyword is a sentence that stands in the wrong place."""


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
    pieces = [piece for value in plain for piece in (value.split(";") if ";" in value else value.split(","))]
    named = (piece.strip() for piece in pieces)
    return list(dict.fromkeys(name for name in named if name and len(name) <= _LONGEST and ":" not in name))
