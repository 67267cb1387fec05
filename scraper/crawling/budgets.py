"""An end to what has none: calendars, filters, pages that name ever new pages.

What a list of the user names is visited, however much it is. What was found on the way has a budget: so many pages of
one host a crawl, and so many addresses in a row that look alike and bring no article.
"""

import re
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import parse_qsl, urlsplit

from scrapy.settings import BaseSettings

from scraper import urls as addresses
from scraper.archive.urls import Lease
from scraper.items import Outcome

FRUIT = frozenset({Outcome.STORED, Outcome.REVISED, Outcome.UNCHANGED, Outcome.PAYWALLED})
WASTE = frozenset(
    {Outcome.DUPLICATE, Outcome.NOT_ARTICLE, Outcome.EMPTY, Outcome.NOT_FOUND, Outcome.NOT_HTML, Outcome.LISTED}
)
"""Ends that speak against an address; that a server fails or refuses says nothing about it."""

LISTS = ("sitemap",)
"""Kinds that have no pattern to waste, as hundreds of one list are usual, but no right to more than their host."""

ROOM = 20_000
"""Patterns and hosts that are remembered, those met last."""

_NUMBER = re.compile(r"\d+")
_TOKEN = re.compile(r"[0-9a-fA-F-]{16,}|[0-9A-Za-z_-]{32,}")
_TOO_OFTEN = 3


def pattern(url: str) -> str:
    """Give what an address has in common with those that a program makes: numbers, tokens and values are left out.

    ``https://a.example/calendar/2026/05?view=day`` is ``a.example/calendar/0/0?view``. A path that goes round in
    circles, ``/a/b/a/b/a/b``, is the set of its pieces.
    """
    parts = urlsplit(url)
    pieces = [_NUMBER.sub("0", _TOKEN.sub("x", piece)) for piece in parts.path.split("/")[1:]]
    if any(piece and pieces.count(piece) >= _TOO_OFTEN and piece != "0" for piece in pieces):
        pieces = ["…", *sorted(set(pieces))]
    names = sorted({name for name, _ in parse_qsl(parts.query, keep_blank_values=True)})
    return f"{addresses.host(url)}/{'/'.join(pieces)}" + (f"?{'&'.join(names)}" if names else "")


@dataclass(slots=True)
class Budgets:
    """What this crawl has spent."""

    of_host: int
    """Pages of a host that were found on the way; 0 for no end."""

    of_pattern: int
    """Addresses in a row that look alike and bring no article; 0 for no end."""

    _spent: OrderedDict[str, int] = field(default_factory=OrderedDict)
    _wasted: OrderedDict[str, int] = field(default_factory=OrderedDict)

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> Self:
        """Read the settings of a crawl."""
        return cls(settings.getint("HOST_BUDGET"), settings.getint("PATTERN_BUDGET"))

    def is_used_up(self, lease: Lease) -> bool:
        """Tell if a host has had all that it gets in this crawl."""
        return _is_found(lease, *LISTS) and self.is_spent(lease.host)

    def is_spent(self, host: str) -> bool:
        """Tell if so many pages of a host were visited that nobody asked for."""
        return bool(self.of_host) and self._spent.get(host, 0) >= self.of_host

    def trap(self, lease: Lease) -> str | None:
        """Say why an address is not worth a visit; None if it is."""
        if not self.of_pattern or not _is_found(lease):
            return None
        known = pattern(lease.url)
        wasted = self._wasted.get(known, 0)
        return f"{wasted} addresses like {known} brought no article" if wasted >= self.of_pattern else None

    def spend(self, lease: Lease) -> None:
        """Note that an address is visited."""
        if _is_found(lease, *LISTS):
            _add(self._spent, lease.host)

    def note(self, url: str, outcome: Outcome) -> None:
        """Note how a visit ended."""
        if outcome in FRUIT:
            self._wasted.pop(pattern(url), None)
        elif outcome in WASTE:
            _add(self._wasted, pattern(url))

    def remembered(self) -> int:
        """Tell how many hosts and patterns are remembered."""
        return len(self._spent) + len(self._wasted)


def _is_found(lease: Lease, *more: str) -> bool:
    """Tell if a page or list named the address, and not the user; of the kinds that bring articles, or of more."""
    return lease.kind in {"page", "section", "site", *more} and lease.found_on.startswith("http")


def _add(counts: OrderedDict[str, int], name: str) -> None:
    counts[name] = counts.get(name, 0) + 1
    counts.move_to_end(name)
    if len(counts) > ROOM:
        counts.popitem(last=False)
