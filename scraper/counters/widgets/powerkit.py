"""Powerkit: ``<span class="pk-share-buttons-count">12</span>``; ``no-count`` where nothing was asked."""

from scraper.counters.widgets.widget import Widget

WIDGET = Widget(
    counters={
        "share": "pk-share-buttons-count pk-share-buttons-link",
    },
    totals="pk-share-buttons-total",
    bars="pk-share-buttons-wrap pk-share-buttons-items",
    placeholders="pk-share-buttons-no-count pk-share-buttons-total-no-count",
)
