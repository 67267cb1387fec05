"""Sitemaps and their indexes, in XML or text, gzipped or not, read bit by bit: https://www.sitemaps.org/protocol.html."""

import codecs
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from urllib.parse import urljoin

from scraper.dates import parse_moment
from scraper.discovery import gunzip
from scraper.discovery.feeds import read_feed
from scraper.discovery.listing import Listing
from scraper.discovery.sitemap_tags import entries
from scraper.exceptions import NotAListing
from scraper.items import Found

LARGEST = 50 * 1024 * 1024
"""Bytes of a sitemap once its compression is undone, as the protocol has it."""

LONGEST = 4000
"""Bytes of a line that is read in a sitemap of plain text."""

_PROLOGUE = re.compile(rb"(?:\xef\xbb\xbf)?(?>\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE(?>[^\[>]|\[.*?\])*+>)*+", re.DOTALL)
"""What may stand before the root. Nothing of it is tried twice (``?>``, ``*+``): strangers write it."""
_ROOT = re.compile(rb"<(?:[\w.-]+:)?([\w.-]+)")
_ENCODING = re.compile(rb"<\?xml[^>]{0,100}encoding=[\"']([\w.:-]{1,40})[\"']")
_FEEDS = {"rss", "feed", "rdf"}


def read_sitemap(payload: bytes, url: str, content_type: str | None = None) -> Listing:
    """Read a sitemap, or a feed that serves as one. Raises NotAListing if it is neither.

    Memory stays flat however many millions it lists; what is broken is passed over and noted.
    """
    notes = list[str]()
    pieces = gunzip.chunks(payload, LARGEST, notes)
    first = next(pieces, b"")
    root = _root(first)
    if root in _FEEDS:
        return read_feed(b"".join(chain([first], pieces)), url, content_type)
    if root in {"urlset", "sitemapindex"}:
        return Listing(_read(chain([first], pieces), url), notes, is_chosen=b"sitemap-news" in first)
    if root is None and re.match(rb"(?:\xef\xbb\xbf)?\s*https?://", first):
        return Listing(_lines(chain([first], pieces)), notes, is_chosen=False)
    raise NotAListing(f"it is no sitemap: it begins with <{root}>" if root else "it is no sitemap")


def _root(start: bytes) -> str | None:
    """Give the name of the root element; None if it is not XML. UTF-16 is read as its ASCII half."""
    plain = start[:8192].replace(b"\x00", b"").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    begin = _PROLOGUE.match(plain)
    found = _ROOT.match(plain, begin.end() if begin else 0)
    return found[1].decode("ascii", "replace").lower() if found else None


def _read(pieces: Iterable[bytes], url: str) -> Iterator[Found | None]:
    for entry in entries(_decoded(pieces)):
        if entry is None:
            yield None
            continue
        try:
            address = urljoin(url, entry.texts["loc"])
        except (KeyError, ValueError):
            continue
        modified = parse_moment(entry.texts.get("lastmod"))
        date = parse_moment(entry.texts.get("publication_date")) or modified
        yield Found(url=address, kind="sitemap" if entry.kind == "sitemap" else "page", date=date, modified=modified)


def _decoded(pieces: Iterable[bytes]) -> Iterator[str]:
    decoder: codecs.IncrementalDecoder | None = None
    for piece in pieces:
        decoder = decoder or codecs.getincrementaldecoder(_charset(piece))("replace")
        yield decoder.decode(piece)


def _charset(start: bytes) -> str:
    """Believe a byte order mark, then the declaration where Python knows the charset; else it is UTF-8."""
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    declared = _ENCODING.match(start)
    try:
        name = codecs.lookup(declared[1].decode("ascii") if declared else "utf-8").name
        b"<".decode(name)
    except (LookupError, ValueError):
        return "utf-8-sig"
    return "utf-8-sig" if name in {"utf-8", "ascii"} else name


def _lines(pieces: Iterable[bytes]) -> Iterator[Found | None]:
    rest = b""
    for piece in pieces:
        *lines, rest = (rest + piece).split(b"\n")
        yield from (Found(url=text) for line in lines if (text := line.decode("utf-8-sig", "replace").strip()))
        rest = rest[-LONGEST:]
        yield None
    if rest.strip():
        yield Found(url=rest.decode("utf-8-sig", "replace").strip())
