"""VK: how often an address was shared, as its share button asks for it."""

import re

from scraper.counters.endpoints._answers import Answer, number, told
from scraper.counters.endpoints._endpoint import Endpoint
from scraper.items import ShareCount

_CALL = re.compile(r"VK\.Share\.count\(\s?\d{1,9},\s?([0-9]{1,13})\);?")


def read(answer: Answer) -> list[ShareCount] | None:
    """Read ``VK.Share.count(1, 12);``."""
    call = _CALL.fullmatch(answer.text())
    return told("vk", ("share", number(call[1]))) if call else None


ENDPOINT = Endpoint(base="https://vk.com", question="/share.php?act=count&index=1&url={url}", read=read)
