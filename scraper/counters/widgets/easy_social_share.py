"""Easy Social Share Buttons.

``<li class="essb_item essb_link_facebook"><span class="essb_counter">764</span></li>``.
"""

from scraper.counters.widgets.widget import Widget

WIDGET = Widget(
    counters={
        "share": (
            "essb_counter essb_counter_right essb_counter_left essb_counter_inside "
            "essb_counter_insidename essb_counter_bottom essb_counter_hidden"
        ),
    },
    totals="essb_totalcount essb_totalcount_item essb_t_nb essb_total_value",
    bars="essb_links essb_links_list",
)
