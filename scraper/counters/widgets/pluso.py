"""Pluso, uSocial and GoodShare, as Russian sites have them: ``<span class="pluso-counter"><b>12</b></span>``."""

from scraper.counters.widgets.widget import Widget

WIDGET = Widget(
    counters={
        "share": "goodshare-counter uscl-counter usocial-counter",
    },
    totals="pluso-counter uscl-all-counter",
    bars="pluso uSocial-Share goodshare",
)
