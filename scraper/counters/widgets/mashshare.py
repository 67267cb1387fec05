"""Mashshare: ``<div class="mashsb-count"><div class="counts mashsbcount">40</div>``."""

from scraper.counters.widgets.widget import Widget

WIDGET = Widget(
    counters={
        "share": "mashsb-network-count",
    },
    totals="mashsb-count mashsbcount",
    bars="mashsb-container mashsb-main mashsb-box",
)
