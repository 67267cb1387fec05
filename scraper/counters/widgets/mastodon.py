"""Mastodon: comments and boosts of the post that announced an article."""

from scraper.counters.widgets.widget import Widget

WIDGET = Widget(
    counters={
        "share": "mastodon-boosts mastodon-reblogs mastodon-count mastodon-share-count",
        "favorite": "mastodon-favourites",
        "comment": "mastodon-replies",
    },
    network="mastodon",
)
