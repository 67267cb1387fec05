"""JiaThis and bShare, share bars of Chinese sites: ``<a class="jiathis_counter_style"><span>12</span></a>``."""

from scraper.counters.widgets.widget import Widget

WIDGET = Widget(
    totals="jiathis_counter_style bshare-share-count jiathis_button_expanded",
    bars="jiathis_style bshare-custom bdsharebuttonbox",
)
