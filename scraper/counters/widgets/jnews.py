"""JNews.

``<a class="jeg_btn-facebook"><span class="count">197</span></a>``, ``<div class="jeg_share_count"><div
class="counts">400</div></div>``.
"""

from scraper.counters.widgets.widget import Widget

WIDGET = Widget(
    counters={
        "comment": "jeg_meta_comment",
        "view": "jeg_views_count jeg_meta_views",
        "like": "jeg_meta_like",
    },
    totals="jeg_share_count jeg_share_stats",
    bars="jeg_sharelist jeg_share_button jeg_share_top_container",
    profiles="jeg_socialcounter jnews_social_counter",
)
