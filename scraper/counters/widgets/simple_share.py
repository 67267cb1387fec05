"""Simple Share Buttons and Simple Social Buttons.

``<span class="ssb_counter">3</span>``, ``<span class="ssbp-each-share">3</span>``.
"""

from scraper.counters.widgets.widget import Widget

WIDGET = Widget(
    counters={
        "share": "ssb_counter ssba_sharecount ssbp-each-share ssbp-count",
    },
    totals="ssb_total_shares ssbp-total-shares ssb-total-shares",
    bars="simplesocialbuttons ssba ssba-wrap ssbp-wrap",
)
