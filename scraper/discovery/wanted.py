"""Which of the listed addresses are worth a visit: decided before the fetch, each refusal counted with its reason."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Self

from scraper.discovery.article_urls import judge_url, refusal
from scraper.discovery.listing import Listing
from scraper.discovery.sites import is_same_site
from scraper.exceptions import BadUrl
from scraper.items import Found
from scraper.urls import clean


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is wanted of a source's listings. Days are those of the dates as written, both included."""

    since: str | None = None
    """``2026-03-01``; what is listed without a date passes."""

    until: str | None = None
    article_url: str | None = None
    """A regular expression for the addresses of articles."""

    depth: int = 0
    """How far the crawl follows listings from those that it began with."""

    def as_text(self) -> str:
        """Write it as the frontier keeps it."""
        return json.dumps(asdict(self))

    @classmethod
    def from_text(cls, text: str | None) -> Self:
        """Read what `as_text` wrote; None wants everything."""
        return cls(**json.loads(text)) if text else cls()

    def refuses(self, found: Found, *, is_chosen: bool) -> str | None:
        """Say why an address is not visited; None if it is.

        Of what somebody chose (``is_chosen`` as in `Listing`) only what cannot be an article is refused.
        """
        day = found.date.date() if found.date else None
        if day and self.since and day < date.fromisoformat(self.since):
            return "too old"
        if found.kind != "page":
            return None
        if day and self.until and day > date.fromisoformat(self.until):
            return "too new"
        if is_chosen and not self.article_url:
            return "no articles" if refusal(found.url) else None
        return None if judge_url(found.url, self.article_url).is_article else "no articles"


def chosen(listing: Listing, wanted: Wanted, homes: Iterable[str], refused: Counter[str]) -> Iterator[Found | None]:
    """Give the wanted addresses of a listing, in one spelling each; count the others by the reason.

    For each of the others None is given, and for each piece of a list that was read without finding any: a list of a
    million of them is no reason to let nobody else have a turn.

    Of a sitemap only addresses of the sites of ``homes`` pass: anybody may name anybody's pages.
    """
    sites = tuple(homes)
    for found in listing.entries:
        if found is None:
            yield None
            continue
        try:
            one = replace(found, url=clean(found.url))
        except BadUrl:
            refused["no addresses"] += 1
            yield None
            continue
        reason = wanted.refuses(one, is_chosen=listing.is_chosen)
        if not reason and sites and not is_same_site(one.url, *sites):
            reason = "of other sites"
        if reason:
            refused[reason] += 1
        yield None if reason else one
