"""AddToAny: ``<a class="a2a_button_facebook a2a_counter"><span class="a2a_count">12</span></a>``."""

from scraper.counters.widgets.widget import Widget

WIDGET = Widget(
    counters={
        "share": "a2a_count a2a_counter",
    },
    totals="a2a_total a2a_button_total",
    bars="a2a_kit addtoany_share_save_container",
)
