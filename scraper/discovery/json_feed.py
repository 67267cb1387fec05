"""JSON Feed 1.0 and 1.1, which feedparser does not read: https://www.jsonfeed.org/version/1.1/."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

from scraper.dates import parse_moment
from scraper.discovery.listing import Listing
from scraper.exceptions import NotAListing
from scraper.items import Found


def read_json_feed(payload: bytes, url: str, most: int, largest: int) -> Listing:
    """Read the first ``most`` items of a feed. Raises NotAListing if it is none, or larger than ``largest`` bytes.

    JSON cannot be read in part, and takes thirty times its size when it is made of empty lists.
    """
    if len(payload) > largest:
        raise NotAListing(f"a JSON Feed of more than {largest} bytes is not read")
    try:
        feed = json.loads(payload.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as error:
        raise NotAListing(f"it is no JSON: {str(error)[:80]}") from error
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list) or "jsonfeed.org" not in str(feed.get("version")):
        raise NotAListing("it is JSON and no JSON Feed")
    notes = [f"only its first {most} items were read"] if len(items) > most else []
    return Listing(list(_entries(items[:most], url)), notes)


def _entries(items: list[Any], url: str) -> Iterator[Found]:
    for item in items:
        link = item.get("url") or item.get("external_url") if isinstance(item, dict) else None
        try:
            if isinstance(link, str):
                modified = _moment(item, "date_modified")
                date = _moment(item, "date_published") or modified
                yield Found(url=urljoin(url, link.strip()), date=date, modified=modified)
        except ValueError:
            continue


def _moment(item: dict[str, Any], key: str) -> datetime | None:
    text = item.get(key)
    return parse_moment(text) if isinstance(text, str) else None
