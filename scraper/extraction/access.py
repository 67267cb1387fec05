"""Whether the whole text is free to read, by the page's own word."""

import re
from collections.abc import Iterator
from typing import Any

from scraper.extraction.page import Page
from scraper.extraction.signs import BIT

_SAID = {"false": False, "true": True, "free": True, "locked": False}
_FOR_SUBSCRIBERS = re.compile(
    r"subscri|\bpaid\b|abonn|\babo\b|suscr|assin|iscriv|подпис|prenumer|ödeme|会員|有料|付费|구독|اشتر|מנוי|συνδρομ",
    re.IGNORECASE,
)
_LONGEST_OFFER = 400
"""Characters. A longer text in something called a paywall is the article."""


def is_free(page: Page) -> tuple[bool, str] | None:
    """Give what ``isAccessibleForFree`` or the content tier says, else False if an offer to subscribe is printed.

    With the source; None if the page says nothing. A tier ``metered`` says nothing: the text is there or is not.
    """
    for source, value in _stated(page):
        word = str(value).strip().lower().removeprefix("https://schema.org/").removeprefix("http://schema.org/")
        if word in _SAID:
            return _SAID[word], source
    return (False, "paywall") if _has_offer(page) else None


def _stated(page: Page) -> Iterator[tuple[str, Any]]:
    nodes = page.articles or page.json_ld
    yield from (("json_ld", node.get("isAccessibleForFree")) for node in nodes)
    yield from (("json_ld", False) for node in nodes if _has_closed_part(node.get("hasPart")))
    yield from (
        ("meta", value) for name in ("isaccessibleforfree", "article:content_tier") for value in page.meta.get(name, [])
    )


def _has_closed_part(parts: Any) -> bool:
    every = parts if isinstance(parts, list) else [parts]
    said = [part.get("isAccessibleForFree") for part in every if isinstance(part, dict)]
    return any(str(word).lower() == "false" for word in said)


def _has_offer(page: Page) -> bool:
    if "paywall" not in page.text:
        return False
    return any(
        "paywall" in block.region.names.lower()
        and not block.region.own & BIT["hidden"]
        and len(block.text) <= _LONGEST_OFFER
        and _FOR_SUBSCRIBERS.search(block.text) is not None
        for block in page.blocks
    )
