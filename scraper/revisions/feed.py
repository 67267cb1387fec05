"""Edits as an Atom feed, for anybody's feed reader."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from xml.etree import ElementTree as ET

from scraper.revisions.difference import Difference
from scraper.revisions.html import fragment
from scraper.text import printable

ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True)
class Entry:
    """One edit."""

    revision: int
    url: str
    title: str
    source: str
    seen_at: datetime
    difference: Difference


def atom(entries: Iterable[Entry], updated: datetime) -> bytes:
    """Write a feed, in the order given; ``updated`` is the moment of an empty one."""
    listed = list(entries)
    newest = max((entry.seen_at for entry in listed), default=updated)
    feed = ET.Element("feed", {"xmlns": ATOM})
    _text(feed, "id", "urn:newsmorgue:edits")
    _text(feed, "title", "Edited articles")
    _text(feed, "updated", newest.isoformat())
    _text(ET.SubElement(feed, "author"), "name", "Morgue")
    for entry in listed:
        _add(feed, entry)
    document: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return document


def _add(feed: ET.Element, entry: Entry) -> None:
    element = ET.SubElement(feed, "entry")
    stamp = entry.seen_at.strftime("%Y%m%dT%H%M%SZ")
    _text(element, "id", f"urn:newsmorgue:edit:{entry.revision}:{stamp}")
    _text(element, "title", f"{entry.title} ({entry.source})")
    _text(element, "updated", entry.seen_at.isoformat())
    if entry.url.startswith(("http://", "https://")):
        ET.SubElement(element, "link", {"rel": "alternate", "href": entry.url})
    sizes = f"{entry.difference.words_added} words added, {entry.difference.words_removed} removed"
    _text(element, "summary", sizes)
    content = _text(element, "content", fragment(entry.difference))
    content.set("type", "html")


def _text(parent: ET.Element, name: str, text: str) -> ET.Element:
    element = ET.SubElement(parent, name)
    element.text = printable(text) or ""
    return element
