"""Shareaholic.

``<li class="shareaholic-share-button" data-service="facebook"><span class="shareaholic-counter">12</span></li>``.
"""

from scraper.counters.widgets.widget import Widget

WIDGET = Widget(
    counters={
        "share": "shareaholic-counter shareaholic-share-count shareaholic-button-count",
    },
    totals="shareaholic-total-share-count shareaholic-total-count shareaholic-total-counter",
    bars="shareaholic-share-buttons shareaholic-share-buttons-container shareaholic-canvas",
    profiles="shareaholic-follow-buttons",
)
