"""Jetpack: ``<a class="share-facebook sd-button"><span>Facebook<span class="share-count">3</span></span></a>``."""

from scraper.counters.widgets.widget import Widget

WIDGET = Widget(
    counters={
        "share": "share-count",
        "like": "sd-like-count wpl-count wpl-count-text jetpack-likes-widget",
    },
    bars="sharedaddy sd-sharing sd-sharing-enabled",
    placeholders="jetpack-likes-widget",
)
