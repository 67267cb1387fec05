"""Counters that a page states without printing them: JSON-LD, microdata, meta tags, the state of its scripts."""

from scraper.counters.inline_json import inline_counts
from scraper.counters.json_ld import json_ld_counts
from scraper.counters.meta_tags import meta_counts
from scraper.counters.microdata import microdata_counts
from scraper.extraction.page import Page
from scraper.items import ShareCount


def metadata_counts(page: Page) -> list[ShareCount]:
    """Give the counters of every kind of metadata, the more trusted first."""
    found = [*json_ld_counts(page), *microdata_counts(page), *meta_counts(page)]
    known = {counter.action for counter in found}
    return [*found, *(counter for counter in inline_counts(page) if counter.action not in known)]


def stated_counts(metadata: list[ShareCount]) -> dict[str, set[int]]:
    """Give the values of each action that the metadata states."""
    stated: dict[str, set[int]] = {}
    for counter in metadata:
        stated.setdefault(counter.action, set()).add(counter.count)
    return stated
