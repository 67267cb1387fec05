"""Share counters: every number that a page prints about itself."""

from scraper.counters.agreement import agreed
from scraper.counters.json_ld import json_ld_counts
from scraper.counters.printed import printed_counts
from scraper.extraction.page import Page
from scraper.items import ShareCount

__all__ = ["share_counts"]


def share_counts(page: Page) -> list[ShareCount]:
    """Read the counters of a page, in page order. An unreadable page has none; nothing is raised."""
    return agreed([*printed_counts(page), *json_ld_counts(page)])
