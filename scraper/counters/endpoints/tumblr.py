"""Tumblr: how many notes the posts of an address have, as its share button asks for it."""

from scraper.counters.endpoints._answers import Answer, at, number, told
from scraper.counters.endpoints._endpoint import Endpoint
from scraper.items import ShareCount


def read(answer: Answer) -> list[ShareCount] | None:
    """Read ``{"meta":{"status":200},"response":{"url":"https://news.example/a","note_count":12}}``."""
    return told("tumblr", ("share", number(at(answer.json(), "response", "note_count"))))


ENDPOINT = Endpoint(base="https://api.tumblr.com", question="/v2/share/stats?url={url}", read=read)
