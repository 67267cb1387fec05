"""Kinja: ``<a class="js_like" data-likecount="36">``, ``<section class="js_replies" data-replycount="146">``."""

from scraper.counters.widgets.widget import Widget

WIDGET = Widget(
    counters={
        "like": "js_like",
        "comment": "js_replies js_reply button-reply",
        "view": "view-stats view-count-container",
    },
)
