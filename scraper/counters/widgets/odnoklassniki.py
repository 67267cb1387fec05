"""Odnoklassniki: ``<span class="ok_share_count">12</span>``, the class button (``Класс!``)."""

from scraper.counters.widgets.widget import Widget

WIDGET = Widget(
    counters={
        "share": "ok_share_count ok-count ok_shareWidget ok-share-count odkl-klass-oc odkl-klass-stat",
    },
    network="odnoklassniki",
)
