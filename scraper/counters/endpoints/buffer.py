"""Buffer: how often an address was shared through it (https://buffer.com/developers/api/links)."""

from scraper.counters.endpoints._answers import Answer, at, number, told
from scraper.counters.endpoints._endpoint import Endpoint
from scraper.items import ShareCount


def read(answer: Answer) -> list[ShareCount] | None:
    """Read ``{"shares":12}``."""
    return told("buffer", ("share", number(at(answer.json(), "shares"))))


ENDPOINT = Endpoint(base="https://api.bufferapp.com", question="/1/links/shares.json?url={url}", read=read)
