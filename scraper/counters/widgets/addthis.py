"""AddThis: ``<a class="addthis_counter"><span class="addthis_button_expanded">1.2K</span></a>``."""

from scraper.counters.widgets.widget import Widget

WIDGET = Widget(
    counters={
        "share": "addthis_button_expanded addthis_counter at-share-count at_counter at-label at4-share-count",
    },
    totals="addthis_counter addthis_button_expanded at4-share-count-container",
    bars="addthis_toolbox addthis_sharing_toolbox at-share-btn-elements addthis-smartlayers",
    misleading="addthis_bubble_style",
)
