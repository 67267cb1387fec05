"""Grow Social, once Social Pug (dpsp).

``<a class="dpsp-network-btn dpsp-facebook"><span class="dpsp-network-count">12</span></a>``.
"""

from scraper.counters.widgets.widget import Widget

WIDGET = Widget(
    counters={
        "share": "dpsp-network-count",
    },
    totals="dpsp-total-share-count dpsp-total-share-wrapper",
    bars="dpsp-content-wrapper dpsp-share-buttons dpsp-networks-btns-share",
)
