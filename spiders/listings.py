"""What every spider does with what it reads for addresses only: feeds, sitemaps, sections; they go to the frontier."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from scrapy.http import Response

from scraper.crawling.judgement import judge_encoding, judge_status
from scraper.discovery.feeds import read_feed
from scraper.discovery.links import read_section, read_site
from scraper.discovery.listing import Listing
from scraper.discovery.sitemaps import read_sitemap
from scraper.discovery.wanted import Wanted, chosen
from scraper.exceptions import NotAListing
from scraper.extraction.page import Page
from scraper.items import Found, Outcome, Visit


def read_listing(response: Response, visit: Visit, homes: tuple[str, ...]) -> None:
    """Decide how the visit to a listing ended, with what it found.

    ``homes`` are addresses of the sites whose pages its sitemaps may name. A payload that was read before with the
    same wishes is not read again.
    """
    meta, capture = response.meta, visit.capture
    verdict = judge_status(response)
    if verdict:
        visit.end(*verdict)
    elif capture and capture.digest == meta["digest"]:
        visit.end(Outcome.UNCHANGED, "the same as it was at the last visit")
    else:
        _read(response, visit, homes)


def _read(response: Response, visit: Visit, homes: tuple[str, ...]) -> None:
    wanted = Wanted.from_text(response.meta["scope"])
    try:
        listing = _listing(response, wanted)
    except NotAListing as error:
        visit.end(*(judge_encoding(response) or (Outcome.PARSE_ERROR, str(error))))
        return
    visit.end(Outcome.LISTED)
    visit.found = _Entries(listing, wanted, homes if response.meta["kind"] != "feed" else (), visit, response.meta)


def _listing(response: Response, wanted: Wanted) -> Listing:
    content_type = (response.headers.get("Content-Type") or b"").decode("latin-1") or None
    kind, depth = response.meta["kind"], response.meta["depth"]
    if kind in {"feed", "sitemap"}:
        return (read_feed if kind == "feed" else read_sitemap)(response.body, response.url, content_type)
    page = Page(response.body, response.url, content_type)
    return (read_section if kind == "section" else read_site)(page, depth, wanted.article_url)


class _Entries:
    """The wanted addresses of a listing, read while they are stored; then the visit's reason says what there was.

    None stands for what is not wanted.
    """

    def __init__(
        self, listing: Listing, wanted: Wanted, homes: tuple[str, ...], visit: Visit, meta: dict[str, Any]
    ) -> None:
        self._listing, self._wanted, self._homes, self._visit, self._meta = listing, wanted, homes, visit, meta

    def __iter__(self) -> Iterator[Found | None]:
        refused, kept = Counter[str](), 0
        for found in chosen(self._listing, self._wanted, self._homes, refused):
            one = self._located(found) if found else None
            kept += one is not None
            yield one
        pieces = [f"lists {kept}", *(f"{count} {reason}" for reason, count in refused.most_common())]
        self._visit.reason = "; ".join([", ".join(pieces), *self._listing.notes])

    def _located(self, found: Found) -> Found | None:
        """Give each address its source, and what is a listing again its wishes; None beyond the depth."""
        if found.kind == "page":
            return replace(found, source=self._meta["source"])
        if found.kind == "sitemap" and self._meta["depth"] < 1:
            return None
        depth = self._meta["depth"] - 1 if found.kind == "sitemap" else found.depth
        return replace(found, source=self._meta["source"], depth=depth, scope=self._meta["scope"])
