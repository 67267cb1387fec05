"""WP-PostViews, Post Views Counter and themes: ``<span class="post-views-count">1,432</span>``."""

from scraper.counters.widgets.widget import Widget

WIDGET = Widget(
    counters={
        "view": (
            "post-views post-views-count postviews entry-views meta-views views-count view-count "
            "viewcount view-counter post-view-count wpp-views single_views post-countview eye-views "
            "tptn_counter"
        ),
    },
)
