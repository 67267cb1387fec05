"""Whether the whole text is free to read, by the page's own word."""

from scraper.extraction.json_ld import article_nodes
from scraper.extraction.page import Page

_SAID = {"false": False, "true": True}


def is_free(page: Page) -> bool | None:
    """Give what ``isAccessibleForFree`` of the article says; None if the page does not say."""
    said = (str(node.get("isAccessibleForFree")).strip().lower() for node in article_nodes(page.json_ld))
    return next((_SAID[word] for word in said if word in _SAID), None)
