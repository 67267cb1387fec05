"""Weibo: ``<span class="wb_share_count">12</span>``."""

from scraper.counters.widgets.widget import Widget

WIDGET = Widget(
    counters={
        "share": "wb_share_count weibo-count weibo_count WB_share_count",
    },
    network="weibo",
)
