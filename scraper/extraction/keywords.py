"""The topics that a page names for itself."""

from scraper.extraction.json_ld import article_nodes, texts
from scraper.extraction.page import Page
from scraper.text import one_line

_LONGEST = 80
"""Characters. A longer keyword is a sentence that stands in the wrong place."""


def keywords(page: Page) -> tuple[list[str], str] | None:
    """Give the topics in the page's order, each once, and where they stand; None if the page names none."""
    stated = [text for node in article_nodes(page.json_ld) for text in texts(node.get("keywords"))]
    for source, values in (
        ("json_ld", stated),
        ("meta", page.meta.get("article:tag", [])),
        ("meta", page.meta.get("news_keywords", []) or page.meta.get("keywords", [])),
    ):
        found = _split(values)
        if found:
            return found, source
    return None


def _split(values: list[str]) -> list[str]:
    """Take lists apart that are written as one text; machines' own marks (``Type:article``) are none."""
    pieces = [piece for value in values for piece in (value.split(";") if ";" in value else value.split(","))]
    named = (one_line(piece) for piece in pieces)
    return list(dict.fromkeys(name for name in named if name and len(name) <= _LONGEST and ":" not in name))
