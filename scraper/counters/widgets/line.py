"""LINE: ``<div class="line-it-button"><span class="line-it-count">12</span></div>``."""

from scraper.counters.widgets.widget import Widget

WIDGET = Widget(
    counters={
        "share": "line-it-count line-count lineit-count line_share_count",
    },
    network="line",
)
