"""Counters in JSON-LD: ``commentCount`` and schema.org's ``interactionStatistic``."""

from collections.abc import Iterator
from typing import Any

from scraper.counts import parse_count
from scraper.extraction.page import Page
from scraper.items import ShareCount

ACTIONS = {
    "commentaction": "comment", "replyaction": "comment", "shareaction": "share", "likeaction": "like", "agreeaction": "like",
    "dislikeaction": "dislike", "viewaction": "view", "readaction": "view", "watchaction": "view", "usercomments": "comment",
    "userlikes": "like", "userpageviews": "view", "usertweets": "tweet", "userplusones": "like", "bookmarkaction": "favorite",
}  # fmt: skip
NOT_THE_PAGE = frozenset(
    ("comment", "person", "organization", "newsmediaorganization", "profilepage", "website", "answer")
)


def json_ld_counts(page: Page) -> Iterator[ShareCount]:
    """Give the counters that the page's JSON-LD states about the page itself."""
    for node in page.json_ld:
        if not _types(node) & NOT_THE_PAGE:
            yield from _of_node(node)


def _of_node(node: dict[str, Any]) -> Iterator[ShareCount]:
    yield from _made("comment", node.get("commentCount"))
    statistics = node.get("interactionStatistic") or []
    for statistic in statistics if isinstance(statistics, list) else [statistics]:
        if isinstance(statistic, dict):
            action = ACTIONS.get(_last_word(statistic.get("interactionType")))
            yield from _made(action, statistic.get("userInteractionCount"))


def _made(action: str | None, value: object) -> Iterator[ShareCount]:
    raw = str(value) if isinstance(value, int | str) and not isinstance(value, bool) else ""
    count = parse_count(raw, "en")
    if action and count:
        network = "unknown" if action == "share" else "site"
        yield ShareCount(
            network=network, action=action, count=count.value, raw=raw, is_rounded=count.is_rounded, where="json-ld"
        )


def _types(node: dict[str, Any]) -> set[str]:
    types = node.get("@type")
    return {_last_word(kind) for kind in (types if isinstance(types, list) else [types])}


def _last_word(name: object) -> str:
    if isinstance(name, dict):
        name = name.get("@type") or name.get("@id")
    return str(name or "").rstrip("/").rpartition("/")[2].lower()
