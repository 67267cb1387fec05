"""What a page says of itself in JSON-LD, meta tags and the language attribute; each value with its source."""

from scraper.extraction.json_ld import article_nodes, texts
from scraper.extraction.page import Page

Sourced = tuple[str, str] | None


def of_json_ld(page: Page, name: str) -> list[str]:
    """Give the strings of a property of the page's first article that has it."""
    return next((found for node in article_nodes(page.json_ld) if (found := texts(node.get(name)))), [])


def first(page: Page, properties: tuple[str, ...], names: tuple[str, ...]) -> Sourced:
    """Give the first value: JSON-LD properties, then meta tags."""
    for name in properties:
        for value in of_json_ld(page, name):
            return value, "json_ld"
    for name in names:
        for value in page.meta.get(name, []):
            return value, "meta"
    return None
