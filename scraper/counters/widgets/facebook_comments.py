"""Facebook's comments: ``<span class="fb-comments-count" data-href="…">0</span>``; a script filled it, until 2026."""

from scraper.counters.widgets.widget import Widget

WIDGET = Widget(
    counters={
        "comment": (
            "fb-comments-count fb_comments_count fb-comment-count fbcommentscount _fbcommentscount fb-comments-counter"
        ),
    },
    network="facebook",
    placeholders=(
        "fb-comments-count fb_comments_count fb-comment-count fbcommentscount _fbcommentscount fb-comments-counter"
    ),
)
