"""Bluesky: likes, reposts and replies of the post that announced an article."""

from scraper.counters.widgets.widget import Widget

WIDGET = Widget(
    counters={
        "like": "bluesky-likes bluesky-like-count bsky-likes bsky-like-count",
        "share": "bluesky-reposts bsky-reposts bsky-repost-count bluesky-count bluesky-share-count",
        "comment": "bluesky-replies bsky-replies bsky-reply-count",
    },
    network="bluesky",
)
