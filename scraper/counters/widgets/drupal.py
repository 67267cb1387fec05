"""Drupal: ``<li class="statistics_counter"><span>4433 reads</span></li>``, ``<li class="comment-comments">``."""

from scraper.counters.widgets.widget import Widget

WIDGET = Widget(
    counters={
        "view": "statistics_counter statistics-counter",
        "comment": "comment-comments comment_comments",
    },
    misleading="views-row views-field views-summary views-view",
)
