"""Squarespace.

``<div class="squarespace-comments" data-public-comment-count="6">``; a script fills the share buttons.
"""

from scraper.counters.widgets.widget import Widget

WIDGET = Widget(
    counters={
        "comment": "squarespace-comments Share-buttons-item--comments",
        "like": "sqs-simple-like sqs-like-count Share-buttons-item--like",
    },
    bars="sqs-share-buttons Share-buttons",
    placeholders="Share-buttons-item-count",
)
