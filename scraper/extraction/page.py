"""One HTML page: decoded once, parsed once, its embedded data read when first asked for."""

import json
from collections.abc import Iterator
from functools import cached_property
from typing import Any
from urllib.parse import urljoin

import lxml.html
from lxml.html import HtmlElement

from scraper.text import one_line


class Page:
    """A page as a tree.

    ``html`` is bytes as received, or text that is decoded already; ``content_type`` is the HTTP header, whose charset
    is believed after a byte order mark and before the page's own word. Never raises: a page without any element has an
    empty ``<html>``.
    """

    def __init__(self, html: bytes | str, url: str, content_type: str | None = None) -> None:
        self.url = url
        self.text = html if isinstance(html, str) else html.decode("utf-8", "replace")
        self.tree: HtmlElement = _tree(self.text)

    @cached_property
    def json_ld(self) -> list[dict[str, Any]]:
        """Every JSON-LD object of the page, ``@graph`` and lists unfolded, in page order."""
        return [node for script in self.tree.iter("script") for node in _json_ld_nodes(script)]

    @cached_property
    def meta(self) -> dict[str, list[str]]:
        """Contents of ``<meta>`` by lower-case ``property``, ``name`` or ``itemprop``; several in page order."""
        found: dict[str, list[str]] = {}
        for element in self.tree.iter("meta"):
            key = element.get("property") or element.get("name") or element.get("itemprop")
            content = one_line(element.get("content"))
            if key and content:
                found.setdefault(key.strip().lower(), []).append(content)
        return found

    def absolute(self, link: str | None) -> str | None:
        """Resolve a link of the page against its URL; None for an empty or unusable one."""
        try:
            joined = urljoin(self.url, (link or "").strip())
        except ValueError:
            return None
        return joined if link and joined.startswith(("http://", "https://")) else None


def _tree(text: str) -> HtmlElement:
    parser = lxml.html.HTMLParser(huge_tree=True)
    try:
        return lxml.html.document_fromstring(
            text.replace("\x00", "").encode("utf-8", "replace"),
            parser=lxml.html.HTMLParser(encoding="utf-8", huge_tree=True),
        )
    except (lxml.etree.ParserError, ValueError):
        return lxml.html.document_fromstring("<html><body></body></html>", parser=parser)


def _json_ld_nodes(script: HtmlElement) -> Iterator[dict[str, Any]]:
    if "ld+json" not in (script.get("type") or "").lower():
        return
    try:
        waiting = [json.loads(script.text or "")]
    except (ValueError, RecursionError):
        return
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, list):
            waiting[:0] = node
        elif isinstance(node, dict):
            yield node
            graph = node.get("@graph")
            waiting[:0] = graph if isinstance(graph, list) else []
