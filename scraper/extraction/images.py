"""The main picture."""

import re
from collections.abc import Iterator
from typing import Any

from scraper.extraction.page import Page
from scraper.extraction.sources import Sourced, meta, values

_NO_PICTURE = re.compile(r"\blogo|placeholder|default[-_]?(?:image|share|og)|spacer|blank\.|favicon", re.IGNORECASE)
"""What publications name as picture where an article has none."""


def _of_json_ld(page: Page) -> Iterator[str]:
    for node in page.articles:
        yield from _addresses(node.get("image"))
        yield from _addresses(node.get("thumbnailUrl"))


def _addresses(value: Any) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        found = (item.get("url") or item.get("contentUrl")) if isinstance(item, dict) else item
        if isinstance(found, str):
            yield found


def _linked(page: Page) -> Iterator[str]:
    return (link.get("href") or "" for link in page.elements["link"] if link.get("rel") == "image_src")


SOURCES = (
    meta("og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src"),
    ("json_ld", _of_json_ld),
    meta("thumbnail", "image", "sailthru.image.full", "parsely-image-url"),
    ("link", _linked),
)


def image(page: Page) -> Sourced:
    """Give the absolute address of the main picture; one that is called a logo only if there is no other."""
    found = ((address, source) for text, source in values(page, SOURCES) if (address := page.absolute(text)))
    some = None
    for address, source in found:
        if not _NO_PICTURE.search(address.rpartition("/")[2]):
            return address, source
        some = some or (address, source)
    return some
