"""Coral, the comments that a publisher runs on a host of its own (https://docs.coralproject.net/counts)."""

from scraper.counters.endpoints._answers import Answer, at, number, told
from scraper.counters.endpoints._endpoint import Endpoint
from scraper.items import ShareCount


def read(answer: Answer) -> list[ShareCount] | None:
    """Read ``{"count":12}``; null says that nobody has opened the comments of that address."""
    return told("site", ("comment", number(at(answer.json(), "count"))))


ENDPOINT = Endpoint(
    base="",
    question="/api/story/count?url={url}",
    read=read,
    needs="the publisher's host: coral=https://talk.news.example",
)
