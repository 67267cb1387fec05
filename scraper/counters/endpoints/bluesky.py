"""Bluesky: the public search of posts.

https://docs.bsky.app/docs/api/app-bsky-feed-search-posts documents it. Its makers turn it off at times, on the host
``public.api.bsky.app`` of the documentation more often than on the one asked here. ``share`` counts the posts that link
to the address, their reposts and quotes.
"""

from scraper.counters.endpoints._answers import Answer, at, objects, told, total
from scraper.counters.endpoints._endpoint import Endpoint
from scraper.items import ShareCount

MOST = 100


def read(answer: Answer) -> list[ShareCount] | None:
    """Read ``{"posts":[{"repostCount":2,"quoteCount":1,"likeCount":9,"replyCount":3}]}``; a ``cursor`` says: more."""
    said = answer.json()
    posts = objects(at(said, "posts"))
    if posts is None:
        return None
    spread = total(posts, "repostCount", "quoteCount") or 0
    counts = ("share", len(posts) + spread), ("like", total(posts, "likeCount"))
    return told("bluesky", *counts, ("comment", total(posts, "replyCount")), is_rounded=bool(at(said, "cursor")))


ENDPOINT = Endpoint(
    base="https://api.bsky.app",
    question=f"/xrpc/app.bsky.feed.searchPosts?q=*&limit={MOST}&url={{url}}",
    read=read,
)
