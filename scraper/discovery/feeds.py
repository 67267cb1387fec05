"""Feeds: RSS 0.9x to 2.0, RDF, Atom through feedparser, JSON Feed; their items with their dates."""

import calendar
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from urllib.parse import urljoin

from scraper.discovery.json_feed import read_json_feed
from scraper.discovery.listing import Listing
from scraper.exceptions import NotAListing
from scraper.items import Found

MOST = 5000
"""Items that are read; a feed lists the newest, and a longer one is a trap or a sitemap."""

LARGEST = 4 * 1024 * 1024
"""Bytes that are read; feeds with whole articles in them have a tenth."""

LONGEST_TAG = 20_000
"""Bytes of a tag; feedparser takes two hundred for each byte of attributes."""

MOST_TAGS = 50_000
"""Tags that are read; feedparser takes up to 70 µs for each, during which the crawl waits."""

_STEP = 1 << 14

_ITEM = re.compile(rb"<(?:\w+:)?(?:item|entry)[\s>/]")
_TAG = re.compile(rb"<[^<>]{%d,}" % LONGEST_TAG)


def read_feed(payload: bytes, url: str, content_type: str | None = None) -> Listing:
    """Read a feed of any format; ``content_type`` is the HTTP header. Raises NotAListing if it is none."""
    start = payload[:1000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"{"):
        return read_json_feed(payload, url, MOST, LARGEST)
    notes = list[str]()
    import feedparser  # noqa: PLC0415 - most crawls are of pages alone

    read = feedparser.parse(
        BytesIO(_cut(payload, notes)),  # bytes alone it takes for the name of a file on this machine, if there is one
        response_headers={"content-location": url, "content-type": content_type or "application/xml"},
        resolve_relative_uris=False,
        sanitize_html=False,
    )
    if not read.get("version") and not read.entries:
        is_page = re.search(rb"<(?:!doctype\s+)?html", start, re.IGNORECASE) is not None
        raise NotAListing("it is a page and no feed" if is_page else "it is no feed in any known format")
    return Listing(list(_entries(read.entries, url)), notes)


def _cut(payload: bytes, notes: list[str]) -> bytes:
    """Cut off what no honest feed has, before anything is built of it."""
    long = _TAG.search(payload, 0, LARGEST)
    ends = [len(payload), LARGEST, long.start() if long else LARGEST, _crowded_from(payload)]
    for count, item in enumerate(_ITEM.finditer(payload, 0, min(ends))):
        if count == MOST:
            ends.append(item.start())
            break
    if min(ends) < len(payload):
        notes.append(f"only its first {min(ends)} bytes were read")
    return payload[: min(ends)]


def _crowded_from(payload: bytes) -> int:
    """Give the place from which on there are too many tags."""
    count = 0
    for start in range(0, min(len(payload), LARGEST), _STEP):
        count += payload.count(b"<", start, start + _STEP)
        if count > MOST_TAGS:
            return start
    return len(payload)


def _entries(entries: list[Any], url: str) -> Iterator[Found]:
    for entry in entries[:MOST]:
        link = entry.get("feedburner_origlink") or entry.get("link")
        if not isinstance(link, str) or not link.strip():
            continue
        try:
            dates = _date(entry, "published_parsed", "updated_parsed", "created_parsed"), _date(entry, "updated_parsed")
            yield Found(url=urljoin(url, link.strip()), date=dates[0], modified=dates[1])
        except ValueError:
            continue


def _date(entry: dict[str, Any], *keys: str) -> datetime | None:
    """Give the first date that there is; feedparser has them in UTC."""
    for key in keys:
        moment: Any = dict.get(entry, key)  # its own get() would give one date for another
        try:
            if moment:
                return datetime.fromtimestamp(calendar.timegm(moment), UTC)
        except (ValueError, OverflowError, OSError, TypeError):
            continue
    return None
