"""The summary that the page gives of its article."""

from scraper.extraction.page import Page
from scraper.extraction.sources import Sourced, json_ld, meta, values
from scraper.text import folded

SOURCES = (
    json_ld("description", "abstract"),
    meta("og:description", "description", "twitter:description", "dc.description", "sailthru.description"),
)
LONGEST = 1500
"""Characters. A longer one is the article itself."""

_CUT = ("…", "...", "[…]", "[...]")


def description(page: Page, title: str | None) -> Sourced:
    """Give the first summary that says more than the title; one that was cut gives way to one that goes on."""
    said = folded(title or "")
    found = [(text, source) for text, source in values(page, SOURCES) if len(text) <= LONGEST and folded(text) != said]
    if not found:
        return None
    text, _ = found[0]
    start = text.rstrip(".… []")
    whole = (other for other in found[1:] if len(other[0]) > len(text) and other[0].startswith(start))
    return next(whole, found[0]) if text.endswith(_CUT) or text[-1].isalnum() else found[0]
