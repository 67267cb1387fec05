"""PenciDesign (Soledad): ``<span class="penci-post-countview-num">1747</span>``."""

from scraper.counters.widgets.widget import Widget

WIDGET = Widget(
    counters={
        "view": "penci-post-countview penci-post-countview-num penci-post-countview-number",
        "comment": "penci-comment-count penci-post-comment",
        "like": "penci-post-like single-like-button penci-share-number-like",
    },
    bars="penci-social-buttons tags-share-box",
    misleading="penci-share-number",
    profiles="penci-social-counter",
)
