"""Disqus: ``<span class="disqus-comment-count" data-disqus-identifier="7">0</span>``; count.js fills it."""

from scraper.counters.widgets.widget import Widget

WIDGET = Widget(
    counters={
        "comment": "disqus-comment-count dsq-comment-count dsq-postid dsq-count disqus-count",
    },
    placeholders="disqus-comment-count dsq-comment-count dsq-postid dsq-count disqus-count",
)
