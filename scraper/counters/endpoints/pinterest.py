"""Pinterest: how often an address was pinned, as its share button asks for it."""

from scraper.counters.endpoints._answers import Answer, at, number, told
from scraper.counters.endpoints._endpoint import Endpoint
from scraper.items import ShareCount


def read(answer: Answer) -> list[ShareCount] | None:
    """Read ``receiveCount({"url":"https://news.example/a","count":12})``; ``"-"`` says that it does not know."""
    return told("pinterest", ("share", number(at(answer.json(), "count"))))


ENDPOINT = Endpoint(
    base="https://api.pinterest.com", question="/v1/urls/count.json?callback=receiveCount&url={url}", read=read
)
