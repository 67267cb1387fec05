"""Viafoura: ``<span class="vf-comment-count">12</span>``, ``<vf-conversations-count>``."""

from scraper.counters.widgets.widget import Widget

WIDGET = Widget(
    counters={
        "comment": (
            "vf-comment-count vf-comments-count vf-conversations-count vf-conversations-count-container "
            "vf-counter vf-content-layout__count viafoura-comment-count"
        ),
    },
    placeholders="vf-comment-count vf-comments-count vf-conversations-count vf-counter viafoura-comment-count",
)
