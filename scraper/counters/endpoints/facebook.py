"""Facebook's Graph API, which tells what its users did with an address.

https://developers.facebook.com/docs/graph-api/reference/url documents it. Its numbers are deliberately imprecise, as it
says itself, and so are marked as rounded.
"""

from scraper.counters.endpoints._answers import Answer, at, number, told
from scraper.counters.endpoints._endpoint import Endpoint
from scraper.items import ShareCount


def read(answer: Answer) -> list[ShareCount] | None:
    """Read ``{"engagement":{"reaction_count":9,"comment_count":3,"share_count":12,"comment_plugin_count":0}}``."""
    engagement = at(answer.json(), "engagement")
    counts = [(action, number(at(engagement, f"{action}_count"))) for action in ("share", "comment", "reaction")]
    return told("facebook", *counts, is_rounded=True)


ENDPOINT = Endpoint(
    base="https://graph.facebook.com",
    question="/v23.0/?fields=engagement&id={url}",
    read=read,
    key="MORGUE_FACEBOOK_TOKEN",
)
