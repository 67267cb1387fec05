"""Shariff: ``<li class="shariff-button facebook"><a><span class="share_count">4</span></a></li>``."""

from scraper.counters.widgets.widget import Widget

WIDGET = Widget(
    counters={
        "share": "share_count shariff-count",
    },
    totals="shariff-totalnumber shariff-total",
    bars="shariff shariff-buttons",
)
