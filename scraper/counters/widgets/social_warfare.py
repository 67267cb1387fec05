"""Social Warfare.

``<div class="nc_tweetContainer swp_facebook"><span class="swp_count">12</span></div>``, whatever the network.
"""

from scraper.counters.widgets.widget import Widget

WIDGET = Widget(
    counters={
        "share": "swp_count",
    },
    totals="total_shares total_sharesalt swp_total_shares",
    bars="swp_social_panel",
    misleading="nc_tweet nc_tweetContainer",
)
