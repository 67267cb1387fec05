"""Odnoklassniki: how often an address was shared, as the button of https://apiok.ru/en/ext/like asks for it."""

import re

from scraper.counters.endpoints._answers import Answer, at, number, told
from scraper.counters.endpoints._endpoint import Endpoint
from scraper.items import ShareCount

_CALL = re.compile(r"ODKL\.updateCount\('[^']{0,80}',\s?'([0-9]{1,13})'\);?")


def read(answer: Answer) -> list[ShareCount] | None:
    """Read ``{"ref":"https://news.example/a","count":"12"}``, or ``ODKL.updateCount('','12');`` of older hosts."""
    call = _CALL.fullmatch(answer.text())
    return told("odnoklassniki", ("share", number(call[1] if call else at(answer.json(), "count"))))


ENDPOINT = Endpoint(base="https://connect.ok.ru", question="/dk?st.cmd=extLike&tp=json&ref={url}", read=read)
