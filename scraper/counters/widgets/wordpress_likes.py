"""Like buttons of WordPress: WP ULike, ZillaLikes, I Recommend This, themes."""

from scraper.counters.widgets.widget import Widget

WIDGET = Widget(
    counters={
        "like": (
            "wp_ulike_counter_up wp_ulike_btn wp_ulike_general_class zilla-likes zilla-likes-count "
            "sl-count sl-button likebtn-wrapper lb-count vw-post-likes-number vw-post-likes-count "
            "count-number-like post-like-count like-counter"
        ),
        "recommend": "dot-irecommendthis dot-irecommendthis-count",
        "share": "vw-post-share-number",
    },
)
