"""Mastodon: the search of one instance, which knows what has come to that instance and no more.

https://docs.joinmastodon.org/methods/search/ documents it. Without a token most instances find few posts or none, so
that finding none is no zero. ``share`` counts the posts that link to the address, and their boosts.
"""

from html import unescape
from typing import Any

from scraper.counters.endpoints._answers import Answer, at, is_same, objects, told, total
from scraper.counters.endpoints._endpoint import Endpoint
from scraper.items import ShareCount

MOST = 40


def read(answer: Answer) -> list[ShareCount] | None:
    """Read ``{"statuses":[{"card":{"url":"https://news.example/a"},"reblogs_count":2,"favourites_count":3}]}``."""
    statuses = objects(at(answer.json(), "statuses"))
    if statuses is None:
        return None
    own = [status for status in statuses if _links_to(status, answer.article)]
    if not own:
        return None
    boosts = total(own, "reblogs_count") or 0
    counts = ("share", len(own) + boosts), ("like", total(own, "favourites_count"))
    return told("mastodon", *counts, ("comment", total(own, "replies_count")), is_rounded=len(statuses) >= MOST)


def _links_to(status: dict[str, Any], article: str) -> bool:
    content = unescape(str(status.get("content")))
    return is_same(at(status, "card", "url"), article) or f'href="{article}"' in content


ENDPOINT = Endpoint(
    base="https://mastodon.social", question=f"/api/v2/search?type=statuses&limit={MOST}&q={{url}}", read=read
)
