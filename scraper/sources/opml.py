"""OPML, the lists of subscriptions that feed readers exchange: http://opml.org/spec2.opml."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from lxml import etree

from scraper.exceptions import BadInput, BadUrl
from scraper.sources.checks import LONGEST_NAME
from scraper.sources.source import Source
from scraper.text import one_line, printable
from scraper.urls import clean, host

LARGEST = 20 * 1024 * 1024
"""Bytes; the list of a reader with ten thousand feeds has three million."""


def read_opml(path: Path) -> tuple[list[Source], list[str]]:
    """Read a list of subscriptions; feeds of one site become one source. Give also what is no address, with reasons.

    Raises BadInput for a file that is no OPML.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise BadInput(f"{path}: larger than {LARGEST} bytes: no list of feeds is")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
        root = etree.fromstring(path.read_bytes(), parser)
    except OSError as error:
        raise BadInput(f"cannot read {path}: {error.strerror}") from error
    except etree.XMLSyntaxError as error:
        raise BadInput(f"{path}: no OPML: {error}") from error
    if root is None or root.tag != "opml":
        raise BadInput(f"{path}: no OPML: a feed reader exports its subscriptions so")
    refused = list[str]()
    return _merged(_subscriptions(root, refused)), refused


def _subscriptions(root: etree._Element, refused: list[str]) -> Iterator[Source]:
    for outline in root.iter("outline"):
        feed = outline.get("xmlUrl") or outline.get("xmlurl")
        if not feed:
            continue
        try:
            url = clean(feed)
            yield Source(name=_name(outline, url), homepage=_homepage(outline, url), feeds=(url,))
        except BadUrl as error:
            refused.append(str(error))


def _homepage(outline: etree._Element, feed: str) -> str:
    try:
        return clean(outline.get("htmlUrl") or "")
    except BadUrl:
        parts = urlsplit(feed)
        return f"{parts.scheme}://{parts.netloc}/"


def _name(outline: etree._Element, feed: str) -> str:
    text = one_line(printable(outline.get("title") or outline.get("text"))) or host(feed)
    return text[:LONGEST_NAME].lstrip("- ").strip() or host(feed)


def _merged(sources: Iterable[Source]) -> list[Source]:
    """Make one source of the feeds of a homepage, and give each a name of its own."""
    homes: dict[str, Source] = {}
    for source in sources:
        known = homes.get(source.homepage)
        feeds = tuple(dict.fromkeys((*known.feeds, *source.feeds))) if known else source.feeds
        homes[source.homepage] = Source(
            name=known.name if known else source.name, homepage=source.homepage, feeds=feeds
        )
    names = dict[str, int]()
    return [_renamed(source, names) for source in homes.values()]


def _renamed(source: Source, names: dict[str, int]) -> Source:
    count = names[source.name] = names.get(source.name, 0) + 1
    name = source.name if count == 1 else f"{source.name[: LONGEST_NAME - 6]} {count}"
    return Source(name=name, homepage=source.homepage, feeds=source.feeds)


def write_opml(sources: Iterable[Source]) -> str:
    """Write the feeds of sources, each source a folder, for any feed reader."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = "Sources of a news archive"
    body = etree.SubElement(root, "body")
    for source in sources:
        if not source.feeds:
            continue
        folder = etree.SubElement(body, "outline", text=source.name)
        for feed in source.feeds:
            facts = {"type": "rss", "text": source.name, "xmlUrl": feed, "htmlUrl": source.homepage}
            etree.SubElement(folder, "outline", facts)
    return etree.tostring(root, pretty_print=True, xml_declaration=True, encoding="UTF-8").decode()
