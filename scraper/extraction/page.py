"""One HTML page: decoded once, parsed once, its embedded data read when first asked for."""

from functools import cached_property
from itertools import islice
from typing import Any, cast
from urllib.parse import urljoin

from lxml import etree
from lxml.html import HtmlElement

from scraper.extraction.blocks import Block
from scraper.extraction.charset import Decoded, decode, encode
from scraper.extraction.json_ld import article_nodes, json_ld_nodes
from scraper.extraction.publication import publication_names
from scraper.extraction.source import Stated, stated
from scraper.extraction.tags import end_of
from scraper.extraction.walk import Walk, walk
from scraper.text import folded, one_line

SPEAKING = ("base", "h1", "link", "meta", "script", "time", "title")
"""Elements that say something about the page outside its text; one pass over the tree finds them all."""

HEADINGS = frozenset(("h1", "h2", "h3", "h4"))
LONGEST_HEADING = 400
"""Characters that tell one heading from another."""

MOST_NODES = 5_000
"""JSON-LD objects; a live blog of hundreds of entries has a few for each."""

_EMPTY = b"<html><body></body></html>"


class Page:
    """A page as a tree.

    ``html`` is bytes as received, or text that is decoded already; ``content_type`` is the HTTP header, whose charset
    is believed after a byte order mark and before the page's own word. Never raises: a page without any element has an
    empty ``<html>``.
    """

    def __init__(self, html: bytes | str, url: str, content_type: str | None = None) -> None:
        self.url = url
        self.text, utf8 = Decoded(html, encode(html)) if isinstance(html, str) else decode(html, content_type)
        self.tree: HtmlElement = _tree(utf8)

    @cached_property
    def elements(self) -> dict[str, list[HtmlElement]]:
        """The elements of each tag of ``SPEAKING``, in page order."""
        found: dict[str, list[HtmlElement]] = {tag: [] for tag in SPEAKING}
        for element in self.tree.iter(*SPEAKING):
            found[str(element.tag)].append(element)
        return found

    @cached_property
    def walk(self) -> Walk:
        """The one walk over the text that all readers share."""
        root = self.tree.find("body")
        return walk(self.tree if root is None else root)

    @cached_property
    def stated(self) -> Stated:
        """The numbers that stand in its source, in attributes and in inline JSON."""
        return stated(self.text)

    @property
    def blocks(self) -> list[Block]:
        """Every piece of text that a reader sees as one, in reading order."""
        return self.walk.blocks

    @cached_property
    def headings(self) -> dict[str, list[Block]]:
        """The blocks that are headings of the first four levels, or stand right in one, by their folded words."""
        found: dict[str, list[Block]] = {}
        for block in self.blocks:
            if block.region.tag in HEADINGS or (block.region.parent and block.region.parent.tag in HEADINGS):
                found.setdefault(folded(block.text[:LONGEST_HEADING]), []).append(block)
        return found

    @cached_property
    def json_ld(self) -> list[dict[str, Any]]:
        """The JSON-LD objects of the page, ``@graph`` and lists unfolded, in page order, ``MOST_NODES`` at most."""
        nodes = (node for script in self.elements["script"] for node in json_ld_nodes(script))
        return list(islice(nodes, MOST_NODES))

    @cached_property
    def articles(self) -> list[dict[str, Any]]:
        """Those of the JSON-LD objects that describe an article."""
        return article_nodes(self.json_ld)

    @cached_property
    def meta(self) -> dict[str, list[str]]:
        """Contents of ``<meta>`` by lower-case ``property``, ``name`` or ``itemprop``; several in page order."""
        found: dict[str, list[str]] = {}
        for element in self.elements["meta"]:
            key = element.get("property") or element.get("name") or element.get("itemprop")
            content = one_line(element.get("content"))
            if key and content:
                found.setdefault(key.strip().lower(), []).append(content)
        return found

    @cached_property
    def publication_names(self) -> frozenset[str]:
        """The names by which the publication is known, as `publication.squeezed` writes them."""
        return publication_names(self.meta, self.json_ld, self.url)

    @cached_property
    def base(self) -> str:
        """The address that links are relative to: ``<base href>`` where the page has one, else its own."""
        for element in self.elements["base"]:
            try:
                return urljoin(self.url, (element.get("href") or "").strip())
            except ValueError:
                break
        return self.url

    def absolute(self, link: str | None) -> str | None:
        """Resolve a link of the page; None for an empty or unusable one."""
        try:
            joined = urljoin(self.base, (link or "").strip())
        except ValueError:
            return None
        return joined if link and joined.startswith(("http://", "https://")) else None


def _tree(source: bytes) -> HtmlElement:
    plain = source.replace(b"\x00", b"")
    try:
        return _parse(plain[: end_of(plain)])
    except (etree.LxmlError, ValueError, AssertionError):
        return _parse(_EMPTY)


def _parse(source: bytes) -> HtmlElement:
    """Parse with lxml's own elements: those of ``lxml.html`` cost a call of Python each time one is looked at."""
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, collect_ids=False
    )
    tree = etree.fromstring(source, parser=parser)
    if tree is None:
        raise ValueError("a page without any element")
    return cast("HtmlElement", tree)
