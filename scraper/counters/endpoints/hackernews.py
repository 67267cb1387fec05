"""Hacker News, through the search of Algolia.

https://hn.algolia.com/api documents it. The counters are sums over all submissions of the address; ``share`` is how
many there are, and none is a zero.
"""

from scraper.counters.endpoints._answers import Answer, at, is_same, number, objects, told, total
from scraper.counters.endpoints._endpoint import Endpoint
from scraper.items import ShareCount

MOST = 100


def read(answer: Answer) -> list[ShareCount] | None:
    """Read ``{"hits":[{"url":"https://news.example/a","points":12,"num_comments":3}],"nbHits":1}``.

    The search finds what is alike too, so only hits of the very address count.
    """
    said = answer.json()
    hits = objects(at(said, "hits"))
    if hits is None:
        return None
    own = [hit for hit in hits if is_same(hit.get("url"), answer.article)]
    counts = (("share", len(own)), ("like", total(own, "points")), ("comment", total(own, "num_comments")))
    return told("hackernews", *counts, is_rounded=(number(at(said, "nbHits")) or 0) > MOST)


ENDPOINT = Endpoint(
    base="https://hn.algolia.com",
    question=f"/api/v1/search?tags=story&restrictSearchableAttributes=url&hitsPerPage={MOST}&query={{url}}",
    read=read,
)
