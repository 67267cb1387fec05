"""Mail.ru, My World: ``<a class="mrc__plugin_uber_like_button"><span class="mailru-count">12</span></a>``."""

from scraper.counters.widgets.widget import Widget

WIDGET = Widget(
    counters={
        "share": "mailru-count mailru-share-count mrc__share_count",
        "like": "mrc__plugin_like_button mrc__plugin_uber_like_button",
    },
    network="mailru",
)
