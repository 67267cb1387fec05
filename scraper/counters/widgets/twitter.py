"""Twitter's own button, as it was kept in saved pages: ``<div class="twitter-share-count">12</div>``."""

from scraper.counters.widgets.widget import Widget

WIDGET = Widget(
    counters={
        "tweet": ("twitter-share-count tweet-count tweetcount tweets-count js-stat-retweets request-retweeted-popup"),
        "like": "request-favorited-popup js-stat-favorites",
    },
    network="twitter",
    profiles="twitter-follow-button",
)
