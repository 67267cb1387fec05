"""Sharrre: ``<div class="sharrre"><div class="box"><a class="count">12</a></div></div>``."""

from scraper.counters.widgets.widget import Widget

WIDGET = Widget(
    bars="sharrre",
)
