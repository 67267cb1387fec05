"""Reddit: the links that were submitted of an address.

https://www.reddit.com/dev/api#GET_api_info wants the token of an application, which lasts a day. ``share`` is how many
links there are, ``like`` the sum of their scores.
"""

from scraper.counters.endpoints._answers import Answer, at, objects, told, total
from scraper.counters.endpoints._endpoint import Endpoint
from scraper.items import ShareCount

MOST = 100


def read(answer: Answer) -> list[ShareCount] | None:
    """Read ``{"kind":"Listing","data":{"children":[{"kind":"t3","data":{"score":12,"num_comments":3}}]}}``."""
    said = answer.json()
    children = objects(at(said, "data", "children"))
    if children is None:
        return None
    links = [link for child in children if child.get("kind") == "t3" and isinstance(link := child.get("data"), dict)]
    counts = ("share", len(links)), ("like", total(links, "score")), ("comment", total(links, "num_comments"))
    return told("reddit", *counts, is_rounded=bool(at(said, "data", "after")))


ENDPOINT = Endpoint(
    base="https://oauth.reddit.com",
    question=f"/api/info?limit={MOST}&url={{url}}",
    read=read,
    key="MORGUE_REDDIT_TOKEN",
)
