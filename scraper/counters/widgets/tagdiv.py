"""tagDiv (Newspaper, Newsmag): ``<div class="td-post-views"><span class="td-nr-views-123">758</span></div>``."""

from scraper.counters.widgets.widget import Widget

WIDGET = Widget(
    counters={
        "comment": (
            "td-post-comments td-module-comments tdb-post-comments tdb_single_comments_count td-comments-title"
        ),
        "view": "td-post-views td-nr-views tdb_single_post_views",
    },
    bars="td-post-sharing td-post-sharing-visible tdb_single_post_share",
    profiles="td_block_social_counter td-social-list td-social-box td_social_info",
)
