"""BetterStudio (Publisher): ``<a class="post-share-btn-comments"><b class="number">4</b></a>``."""

from scraper.counters.widgets.widget import Widget

WIDGET = Widget(
    counters={
        "comment": "post-share-btn-comments",
        "view": "post-share-btn-views",
        "share": "bs-share-count",
    },
    totals="share-handler",
    bars="share-handler-wrap single-post-share social-list post-share",
)
