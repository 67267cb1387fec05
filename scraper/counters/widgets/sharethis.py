"""ShareThis.

``<div class="st-btn" data-network="facebook"><span class="st-label">12</span></div>``; before: ``stBubble_count``.
"""

from scraper.counters.widgets.widget import Widget

WIDGET = Widget(
    counters={
        "share": "st-count st-label stBubble_count stBubble_hcount sharethis-count",
    },
    totals="st-total st-shares",
    bars="sharethis-inline-share-buttons st-inline-share-buttons st-sticky-share-buttons",
    profiles="sharethis-inline-follow-buttons st-inline-follow-buttons",
    misleading="stBubble",
)
