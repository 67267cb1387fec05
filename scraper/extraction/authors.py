"""Who wrote it: people, without "By", roles, addresses and the publication's own name."""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from scraper.extraction.json_ld import article_nodes, texts
from scraper.extraction.page import Page
from scraper.text import one_line

_METAS = ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "byl")
_MARKED = etree.XPath(
    "//*[@itemprop='author' or @rel='author' or contains(@class,'author') or contains(@class,'byline')"
    " or contains(@class,'Author') or contains(@class,'Byline')][not(ancestor::aside)]"
)
_BY = re.compile(
    r"^(?:(?:written|posted|reported|words|text|story|article) )?(?:by|von|par|por|di|da|af|av|door|autor(?:en|in)?|auteur"
    r"|автор|text|tekst|författare)\b[\s:]*|^(?:author|by)\s*:\s*",
    re.IGNORECASE,
)
_AND = re.compile(r"\s+(?:and|und|et|y|e|och|og|en|и|with)\s+|\s*[&;|/·•]\s*|\s*、\s*")
_NOBODY = re.compile(
    r"https?:|www\.|@|\d|\b(?:staff|team|editors?|editorial|redaktion|newsroom|desk|admin|guest|contributors?|press|agency|"
    r"agencies|correspondents?|reporters?|reuters|afp|dpa|apa|news|posts?|view|follow|published|updated|min read|share|"
    r"subscribe|comments?|author|profile|about|photo|getty)\b",
    re.IGNORECASE,
)
_MOST_WORDS, _LONGEST, _MOST_PEOPLE, _LINE = 5, 60, 12, 120


def authors(page: Page) -> tuple[list[str], str] | None:
    """Give the names in the page's order and where they stand; None if the page names nobody."""
    site = {name.casefold() for name in page.meta.get("og:site_name", [])}
    site |= {name.casefold() for node in article_nodes(page.json_ld) for name in texts(node.get("publisher"))}
    for source, values in _sources(page):
        people = [name for value in values for name in _people(value) if name.casefold() not in site]
        if people:
            return list(dict.fromkeys(people))[:_MOST_PEOPLE], source
    return None


def _sources(page: Page) -> Iterator[tuple[str, list[str]]]:
    named = {node["@id"]: node for node in page.json_ld if isinstance(node.get("@id"), str)}
    nodes = article_nodes(page.json_ld)
    for property_name in ("author", "creator"):
        yield "json_ld", next((found for node in nodes if (found := _named(node.get(property_name), named))), [])
    for name in _METAS:
        yield "meta", page.meta.get(name, [])
    yield "byline", _bylines(page)


def _named(value: object, nodes: dict[str, dict[str, Any]]) -> list[str]:
    """Give the names of a property; an ``@id`` alone points to another node of the page."""
    every = value if isinstance(value, list) else [value]
    resolved = [
        nodes.get(item["@id"], item) if isinstance(item, dict) and isinstance(item.get("@id"), str) else item
        for item in every
    ]
    return texts(resolved)


def _bylines(page: Page) -> list[str]:
    """Give what the first element marked as byline says; later ones are of other articles."""
    for element in _MARKED(page.tree)[:8]:
        text = one_line(" ".join(element.itertext())) or one_line(element.get("content"))
        if text and len(text) <= _LINE and any(_people(text)):
            return [text]
    return []


def _people(text: str) -> list[str]:
    if "://" in text:
        return []  # the address of a profile
    bare = _BY.sub("", one_line(text) or "").strip(" ,.|-–—")
    pieces = [piece for part in _AND.split(bare) for piece in _listed(part)]
    cleaned = (_BY.sub("", piece).strip(" ,.|-–—") for piece in pieces)
    return [name for name in cleaned if _is_name(name)]


def _listed(text: str) -> list[str]:
    """Split at commas between whole names; "Jane Roe, Berlin" keeps what stands first."""
    parts = [part.strip() for part in text.split(",")]
    whole = [part for part in parts if " " in part]
    return whole if len(whole) == len(parts) else parts[:1]


def _is_name(text: str) -> bool:
    return 1 < len(text) <= _LONGEST and len(text.split()) <= _MOST_WORDS and not _NOBODY.search(text)
