"""Names that several publishers' own share bars have: ``<div class="share-count-total">12</div>``."""

from scraper.counters.widgets.widget import Widget

WIDGET = Widget(
    totals=(
        "share-count-total total-shares total-share-count totalshares share-total share-total__value "
        "social-count-total shares-total sharing-total share-bar__social-counts"
    ),
)
