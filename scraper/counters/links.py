"""Where a link beside a number leads: a counter whose link leads to another page is that page's."""

import re
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from scraper.counters.networks import network_of_link, profile_of_link
from scraper.extraction.page import Page

NO_LINK, OWN_LINK, SHARER, OTHER_PAGE, PROFILE = range(5)

_ARCHIVED = re.compile(r"^(?:https?://web\.archive\.org)?/web/\d+(?:[a-z]+_)?/")
_SHORT_PATH = 12
"""Characters of a path that may be the same for all articles: ``/article.php?id=7``."""


class Links:
    """The addresses of one page."""

    def __init__(self, page: Page) -> None:
        stated = page.meta.get("og:url")
        self._addresses = {_address(page.url), _address(stated[0]) if stated else ""} - {""}

    def kind(self, link: str | None) -> int:
        """Tell where a link leads: nowhere, to this page, to a share dialogue, to another page, to a profile."""
        if not link or link.startswith(("javascript:", "void")):
            return NO_LINK
        if network_of_link(link):
            return SHARER
        if profile_of_link(link):
            return PROFILE
        address = _address(link)
        is_own = not address and "#" in link
        return OWN_LINK if is_own or any(self._is_at(address, own) for own in self._addresses) else OTHER_PAGE

    @staticmethod
    def _is_at(address: str, own: str) -> bool:
        return address == own or address.startswith(own + "/")


@lru_cache(maxsize=4096)
def _address(link: str) -> str:
    """Give the path that tells pages of a site apart, without host, ending or trailing slash."""
    try:
        parts = urlsplit(_ARCHIVED.sub("", link))
    except ValueError:
        return ""
    path = unquote(parts.path).rstrip("/").lower()
    query = f"?{parts.query}" if parts.query and len(path) < _SHORT_PATH else ""
    return path.removesuffix(".html") + query
