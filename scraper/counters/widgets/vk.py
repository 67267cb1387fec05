"""VK: the like button and the share button, ``<td class="vkshare_cnt">12</td>``."""

from scraper.counters.widgets.widget import Widget

WIDGET = Widget(
    counters={
        "share": "vkshare_cnt vk-share-count vk_share_count vk-count",
        "like": "vk_like vk-like-count",
    },
    network="vk",
)
