"""WordPress themes.

``<span class="comments-link"><a href="…#comments">3 Comments</a></span>``, the title of the list of comments.
"""

from scraper.counters.widgets.widget import Widget

WIDGET = Widget(
    counters={
        "comment": (
            "comments-link comments-title comment-count comments-count comments-number entry-comments "
            "entry-comments-link entry-meta-comments meta-comments meta-comment post-comments "
            "comment-scroll mh-comment-scroll comments-area-title post-comment-count comment_count "
            "num-comments"
        ),
    },
)
