"""Shared Counts: ``<a class="shared-counts-button facebook"><span class="shared-counts-count">3</span></a>``."""

from scraper.counters.widgets.widget import Widget

WIDGET = Widget(
    counters={
        "share": "shared-counts-count",
    },
    totals="included_total",
    bars="shared-counts-wrap",
)
