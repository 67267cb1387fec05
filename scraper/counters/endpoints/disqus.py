"""Disqus, the comments of many publishers.

https://disqus.com/api/docs/threads/set/ wants the public key of an application.
"""

from scraper.counters.endpoints._answers import Answer, at, objects, told, total
from scraper.counters.endpoints._endpoint import Endpoint
from scraper.items import ShareCount


def read(answer: Answer) -> list[ShareCount] | None:
    """Read ``{"code":0,"response":[{"posts":12,"likes":3}]}``; an empty list says that it has no such thread."""
    threads = objects(at(answer.json(), "response")) or []
    return told("site", ("comment", total(threads, "posts")), ("like", total(threads, "likes")))


ENDPOINT = Endpoint(
    base="https://disqus.com",
    question="/api/3.0/threads/set.json?forum={forum}&thread=link:{url}",
    read=read,
    has_forum=True,
    needs="the publisher's short name there: disqus=news-example",
    key="MORGUE_DISQUS_KEY",
    key_parameter="api_key",
)
