"""Score the share counters on a folder of labelled pages, in parts split by site, and time them."""

from typing import Any

from scraper.counters import share_counts
from scraper.extraction.page import Page


def read(html: bytes, url: str) -> list[dict[str, Any]]:
    """Give a page's counters as plain dictionaries."""
    return [
        {"network": counter.network, "action": counter.action, "count": counter.count}
        for counter in share_counts(Page(html, url))
    ]
