"""Coral: ``<span class="coral-count"><span class="coral-count-number">12</span> Comments</span>``."""

from scraper.counters.widgets.widget import Widget

WIDGET = Widget(
    counters={
        "comment": "coral-count coral-count-number talk-comment-count coral-comment-count coral-talk-count",
    },
    placeholders="coral-count coral-count-number talk-comment-count coral-comment-count",
)
