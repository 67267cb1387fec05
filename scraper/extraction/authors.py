"""Who wrote it: people, without "By", roles, agencies and the publication's own name."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from scraper.extraction.blocks import Block
from scraper.extraction.byline import byline, marked_authors
from scraper.extraction.json_ld import article_nodes, texts, types
from scraper.extraction.page import Page
from scraper.extraction.people import is_person, people
from scraper.extraction.publication import squeezed

_METAS = (
    "author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "citation_author",
    "article:author_name", "byl", "creator", "cxenseparse:author", "og:article:author",
)  # fmt: skip
_MARKED = etree.XPath("//*[@itemprop='author' or @rel='author'][not(ancestor::aside)]")
_MARKS = ('="author', "='author", "=author")
"""Looking for it in the text of the page is ten times faster than in its tree."""

_NEWS = frozenset(("NewsArticle", "ReportageNewsArticle", "NewsMediaOrganization"))
"""What no blog of one person says of itself, whose name is then the author's too."""

_ORGANISATIONS = frozenset(("Organization", "NewsMediaOrganization", "Corporation", "WebSite"))
_MOST_PEOPLE = 12


def authors(page: Page, near: list[Block]) -> tuple[list[str], str] | None:
    """Give the names in the page's order and where they stand; None if the page names nobody.

    ``near`` are the blocks around the headline.
    """
    names = page.publication_names
    is_news = any(not _NEWS.isdisjoint(types(node)) for node in page.json_ld)
    for source, found in _sources(page, near):
        who = [name for name in found if squeezed(name) not in names or (not is_news and is_person(name))]
        if who:
            return list(dict.fromkeys(who))[:_MOST_PEOPLE], source
    return None


def _sources(page: Page, near: list[Block]) -> Iterator[tuple[str, list[str]]]:
    named = {node["@id"]: node for node in page.json_ld if isinstance(node.get("@id"), str)}
    nodes = article_nodes(page.json_ld)
    for property_name in ("author", "creator"):
        yield (
            "json_ld",
            _people(next((found for node in nodes if (found := _named(node.get(property_name), named))), [])),
        )
    for name in _METAS:
        yield "meta", _people(page.meta.get(name, []))
    yield "byline", byline(near, page.blocks)
    if any(mark in page.text for mark in _MARKS):
        yield "microdata", marked_authors(iter(_MARKED(page.tree)[:4]))


def _people(values: list[str]) -> list[str]:
    return [name for value in values for name in people(value)]


def _named(value: object, nodes: dict[str, dict[str, Any]]) -> list[str]:
    """Give the names of a property but for organisations; an ``@id`` alone points to another node of the page."""
    every = value if isinstance(value, list) else [value]
    resolved = [
        nodes.get(item["@id"], item) if isinstance(item, dict) and isinstance(item.get("@id"), str) else item
        for item in every
    ]
    return texts([item for item in resolved if not isinstance(item, dict) or _ORGANISATIONS.isdisjoint(types(item))])
