"""Yandex's share block.

``<li class="ya-share2__item_service_vkontakte"><span class="ya-share2__counter">12</span></li>``.
"""

from scraper.counters.widgets.widget import Widget

WIDGET = Widget(
    counters={
        "share": "ya-share2__counter b-share-counter b-share-btn__counter",
    },
    bars="ya-share2 ya-share2__list yashare-auto-init",
)
