"""What the publication calls itself: no title ends with it, and no author is called so."""

from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from scraper.extraction.json_ld import texts, types
from scraper.text import words

_METAS = ("og:site_name", "application-name", "apple-mobile-web-app-title", "twitter:site", "publisher", "dc.publisher")
_ORGANISATIONS = frozenset(("WebSite", "Organization", "NewsMediaOrganization", "Corporation"))
_SHORTEST, _MORE = 4, 12
"""Letters: a shorter name says nothing as a part of a text; what may stand beside a name, as ``Online`` does."""


def publication_names(meta: dict[str, list[str]], nodes: list[dict[str, Any]], url: str) -> frozenset[str]:
    """Give the names by which the publication is known, squeezed as `squeezed` does it.

    They are read from a page's meta tags, the nodes of its JSON-LD and its address.
    """
    stated = [value for name in _METAS for value in meta.get(name, [])]
    for node in nodes:
        stated += texts(node.get("publisher"))
        if not _ORGANISATIONS.isdisjoint(types(node)):
            stated += texts(node.get("name")) + texts(node.get("alternateName"))
    names = {squeezed(value) for value in stated} | _of_host(url)
    return frozenset(name for name in names if len(name) > 1)


def is_publication(text: str, names: frozenset[str]) -> bool:
    """Tell if a text is a name of the publication, or one with a word beside it."""
    return is_called(squeezed(text), names)


def is_called(said: str, names: frozenset[str]) -> bool:
    """Tell the same of a text that is squeezed."""
    if said in names:
        return True
    telling = _telling(names)
    return (said.startswith(telling) or said.endswith(telling)) and any(
        len(said) <= len(name) + _MORE and (said.startswith(name) or said.endswith(name)) for name in telling
    )


@lru_cache(maxsize=16)
def _telling(names: frozenset[str]) -> tuple[str, ...]:
    return tuple(name for name in names if len(name) >= _SHORTEST)


def squeezed(text: str) -> str:
    """Give the letters and digits of a text in lower case with nothing between: ``thecourier`` for ``The Courier``."""
    return "".join(words(text))


def _of_host(url: str) -> set[str]:
    try:
        host = (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return set()
    return {squeezed(host), *map(squeezed, host.split(".")[:-1])}
