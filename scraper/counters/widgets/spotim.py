"""Spot.IM, now OpenWeb: ``<span class="spot-im-replies-count">12</span>``."""

from scraper.counters.widgets.widget import Widget

WIDGET = Widget(
    counters={
        "comment": (
            "spot-im-replies-count spotim-count spcv_comments-count spotim-comments-count "
            "sppre_messages-count ow-comments-count ow-messages-count openweb-comment-count"
        ),
    },
    placeholders="spot-im-replies-count spotim-count ow-comments-count ow-messages-count openweb-comment-count",
)
