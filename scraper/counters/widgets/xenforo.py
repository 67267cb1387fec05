"""XenForo: a link to the thread where an article is discussed, its replies and views as ``<dl class="pairs">``."""

from scraper.counters.widgets.widget import Widget

WIDGET = Widget(
    counters={
        "comment": "xenforo-nav-link comments-total articlePreview-replies message-replies",
    },
)
