"""wpDiscuz: ``<div class="wpd-thread-info" data-comments-count="12"><span class="wpdtc">12</span>``."""

from scraper.counters.widgets.widget import Widget

WIDGET = Widget(
    counters={
        "comment": ("wpdiscuz-comment-count wpd-cc-value wpd-thread-info wpdtc wc-comment-count wpd-comment-count"),
    },
)
