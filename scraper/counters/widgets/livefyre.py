"""Livefyre: ``<span class="livefyre-commentcount">0</span>``; a script fills it, or filled it in a saved page."""

from scraper.counters.widgets.widget import Widget

WIDGET = Widget(
    counters={
        "comment": (
            "livefyre-commentcount livefyre-comment-count fyre-comment-count fyre-stream-stats commentCountValue"
        ),
    },
    placeholders="livefyre-commentcount livefyre-comment-count",
    profiles="fyre-livecount fyre-stream-livecount",
)
