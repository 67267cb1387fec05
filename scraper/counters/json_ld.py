"""Counters in JSON-LD: ``commentCount`` and schema.org's ``interactionStatistic`` and ``interactionCount``."""

from collections.abc import Iterator
from typing import Any

from scraper.counters.schema_org import ACTIONS, NOT_THE_PAGE, last_word, stated
from scraper.extraction.page import Page
from scraper.items import ShareCount


def json_ld_counts(page: Page) -> Iterator[ShareCount]:
    """Give the counters that the page's JSON-LD states about the page itself."""
    for node in page.json_ld:
        if not _types(node) & NOT_THE_PAGE:
            yield from _of_node(node)


def _of_node(node: dict[str, Any]) -> Iterator[ShareCount]:
    yield from stated("comment", node.get("commentCount"), "json-ld")
    statistics = node.get("interactionStatistic") or []
    for statistic in statistics if isinstance(statistics, list) else [statistics]:
        if isinstance(statistic, dict):
            action = ACTIONS.get(last_word(statistic.get("interactionType")))
            yield from stated(action, statistic.get("userInteractionCount"), "json-ld")
    counts = node.get("interactionCount")
    for count in counts if isinstance(counts, list) else [counts]:
        if isinstance(count, str) and ":" in count:
            kind, _, number = count.rpartition(":")
            yield from stated(ACTIONS.get(last_word(kind)), number, "json-ld")


def _types(node: dict[str, Any]) -> set[str]:
    types = node.get("@type")
    return {last_word(kind) for kind in (types if isinstance(types, list) else [types])}
