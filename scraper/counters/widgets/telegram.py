"""Telegram: the views of a channel's message, ``<span class="tgme_widget_message_views">1.2K</span>``."""

from scraper.counters.widgets.widget import Widget

WIDGET = Widget(
    counters={
        "view": "tgme_widget_message_views",
    },
    network="telegram",
)
