"""What a page says of itself in JSON-LD, meta tags and the language attribute; each value with its source."""

from itertools import islice

from scraper.extraction.json_ld import article_nodes, texts
from scraper.extraction.page import Page
from scraper.text import one_line

MOST_HEADINGS = 50

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


def title(page: Page) -> Sourced:
    """Give the headline: the only h1 if the metadata or the window's title agree or are silent, else the metadata."""
    headings = [
        text
        for element in islice(page.tree.iter("h1"), MOST_HEADINGS)
        if (text := one_line("".join(element.itertext())))
    ]
    named = first(page, ("headline",), ("og:title", "twitter:title"))
    window = (
        one_line("".join(next(page.tree.iter("title")).itertext())) if page.tree.find(".//title") is not None else None
    )
    for heading in headings:
        if len(headings) == 1 or heading in f"{window} {named and named[0]}":
            return heading, "h1"
    return named or ((window, "title") if window else None)
