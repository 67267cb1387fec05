"""Monarch: ``<li class="et_social_facebook"><div class="et_social_count"><span>12</span></div></li>``."""

from scraper.counters.widgets.widget import Widget

WIDGET = Widget(
    counters={
        "share": "et_social_count",
    },
    totals="et_social_totalcount et_social_totalcount_count",
    bars="et_social_inline et_social_networks et_social_sidebar_networks et_social_media_wrapper",
    profiles="et_social_followers et_social_follow",
)
