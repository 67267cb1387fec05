"""Likely and Social Likes.

``<div class="likely__widget likely__button_vkontakte"><span class="likely__counter">12</span></div>``.
"""

from scraper.counters.widgets.widget import Widget

WIDGET = Widget(
    counters={
        "share": "likely__counter social-likes__counter",
    },
    bars="likely social-likes",
    placeholders="social-likes__counter_empty likely__counter_empty",
)
