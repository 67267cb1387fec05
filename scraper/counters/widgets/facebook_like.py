"""Facebook's like button, as it was kept in saved pages.

``<div class="connect_widget_button_count_count">17K</div>``.
"""

from scraper.counters.widgets.widget import Widget

WIDGET = Widget(
    counters={
        "like": (
            "connect_widget_button_count_count connect_widget_button_count fb-like-count "
            "pluginCountButton facebook_like_button fb_like_count"
        ),
    },
    network="facebook",
)
