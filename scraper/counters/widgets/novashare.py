"""Novashare: ``<span class="novashare-button-share-count">10.7k</span>``."""

from scraper.counters.widgets.widget import Widget

WIDGET = Widget(
    counters={
        "share": "novashare-button-share-count",
    },
    totals="novashare-total-share-count novashare-total-share-count-amount",
    bars="novashare-buttons novashare-buttons-block",
)
