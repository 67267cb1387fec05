"""Hatena Bookmark: how often an address was bookmarked.

https://developer.hatena.ne.jp/ja/documents/bookmark/apis/getcount answers with the bare number.
"""

from scraper.counters.endpoints._answers import Answer, number, told
from scraper.counters.endpoints._endpoint import Endpoint
from scraper.items import ShareCount


def read(answer: Answer) -> list[ShareCount] | None:
    """Read ``12``."""
    return told("hatena", ("share", number(answer.json())))


ENDPOINT = Endpoint(base="https://bookmark.hatenaapis.com", question="/count/entry?url={url}", read=read)
