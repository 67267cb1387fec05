"""Hatena Bookmark: ``<a href="https://b.hatena.ne.jp/entry/…">12 users</a>``."""

from scraper.counters.widgets.widget import Widget

WIDGET = Widget(
    counters={
        "share": (
            "hatena-bookmark-button-count hatena-bookmark-count hatena-bookmark-users hatebu-count "
            "hateb-count hatena-count"
        ),
    },
    network="hatena",
)
