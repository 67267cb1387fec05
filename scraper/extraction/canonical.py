"""The address that the page gives for itself."""

from collections.abc import Iterator

from scraper.extraction.page import Page
from scraper.extraction.sources import Sourced, meta, values


def _linked(page: Page) -> Iterator[str]:
    for link in page.elements["link"]:
        if "canonical" in (link.get("rel") or "").lower().split():
            yield link.get("href") or ""


SOURCES = (("link", _linked), meta("og:url"))


def canonical_url(page: Page) -> Sourced:
    """Give the address, absolute. Whether it can be believed is for `scraper.urls.identity` to say."""
    found = ((page.absolute(text), source) for text, source in values(page, SOURCES))
    return next(((address, source) for address, source in found if address), None)
