"""Reading what services answer, which may be anything: none of this raises, and nothing is made up."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from scraper.exceptions import BadUrl
from scraper.items import ShareCount
from scraper.urls import clean, host

LARGEST = 10**12
"""No address was ever shared by more; a number beyond is an id."""

_DIGITS = re.compile(r"[0-9]{1,13}")
_CALL = re.compile(r"[\w.$]{1,80}\(")


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, and what it is about."""

    body: bytes
    article: str
    """The address that was asked about."""

    def text(self) -> str:
        """Decode the body, without the space around it."""
        return self.body.decode("utf-8-sig", "replace").strip()

    def json(self) -> Any:
        """Read JSON, also where it stands in the call of a function; None if it is none."""
        written = self.text()
        call, end = _CALL.match(written), written.removesuffix(";").rstrip()
        try:
            return json.loads(end[call.end() : -1] if call and end.endswith(")") else written)
        except (ValueError, RecursionError):
            return None


def number(value: Any) -> int | None:
    """Give a count that is a whole number or its digits; None for anything else: null, negative, too large, a word."""
    if isinstance(value, str) and _DIGITS.fullmatch(value.strip()):
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return value if 0 <= value <= LARGEST else None


def at(value: Any, *keys: str) -> Any:
    """Go down into objects; None where there is no such key."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def objects(value: Any) -> list[dict[str, Any]] | None:
    """Give the objects of a list; None if it is none."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else None


def total(found: Iterable[dict[str, Any]], *fields: str) -> int | None:
    """Add up fields over all objects; None if there is not one number in them."""
    numbers = [known for one in found for field in fields if (known := number(one.get(field))) is not None]
    return sum(numbers) if numbers else None


def told(network: str, *counts: tuple[str, int | None], is_rounded: bool = False) -> list[ShareCount] | None:
    """Make the counters of a service from pairs of action and number; None if no number is known."""
    return [
        ShareCount(
            network=network,
            action=action,
            count=count,
            raw=str(count),
            is_rounded=is_rounded,
            where="endpoint",
            position=position,
        )
        for position, (action, count) in enumerate(counts)
        if count is not None and count <= LARGEST
    ] or None


def is_same(address: Any, article: str) -> bool:
    """Tell if two addresses are one but for scheme, ``www.``, a slash at the end and what only tracks readers."""
    return isinstance(address, str) and (bare := _bare(address)) is not None and bare == _bare(article)


def _bare(address: str) -> tuple[str, str, str] | None:
    try:
        parts = urlsplit(clean(address))
    except BadUrl:
        return None
    return host(address), parts.path.rstrip("/"), parts.query
