"""What each host is owed: a pause between two requests, patience while it fails, rest when it keeps failing."""

import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Self

from scrapy.settings import BaseSettings

from scraper.crawling.elsewhere import Elsewhere


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The manners of a crawl; seconds."""

    delay: float = 1.0
    """Least time from the end of one request to a host to the start of the next."""

    backoff: float = 1.0
    """Pause after a first failure; doubled after each further one."""

    failures: int = 5
    """So many failures in a row, and the host rests."""

    refusals: int = 20
    """So many answers in a row that refuse the page, 403 and its likes, and the host rests."""

    rest: float = 600.0
    """How long it rests; doubled each time that it fails again."""

    delays: Mapping[str, float] = field(default_factory=dict)
    """Hosts with a delay of their own."""

    patience: float = 120.0
    """A host that wants a longer pause is set aside: its addresses wait in the archive, not in this crawl."""

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> Self:
        """Read the settings of a crawl."""
        return cls(
            delay=settings.getfloat("DOWNLOAD_DELAY"),
            delays=settings.getdict("HOST_DELAYS"),
            backoff=settings.getfloat("HOST_BACKOFF"),
            failures=settings.getint("HOST_FAILURES"),
            refusals=settings.getint("HOST_REFUSALS"),
            rest=settings.getfloat("HOST_REST"),
            patience=settings.getfloat("HOST_PATIENCE"),
        )

    def delay_of(self, host: str) -> float:
        """Give the delay of a host: its own, or that of all."""
        return self.delays.get(host, self.delay)


GLANCE = 0.05
"""Seconds after which it is looked at again whether a host is free."""

LONGEST_REST = 6 * 3600.0
ROOM = 20_000
"""Hosts that are remembered before those are forgotten that nothing is owed to."""

PACE = 1.0
"""A server that takes long to answer gets a pause of so many times its latency: it is the one who knows its load."""


@dataclass(slots=True)
class Host:
    """What is known of a host; moments are those of the clock of `Hosts`."""

    ready_at: float = 0.0
    delay: float = 0.0
    failures: int = 0
    refusals: int = 0
    rests: int = 0
    reason: str | None = None
    """Why it rests."""

    is_held: bool = False
    """True while it is asked for something outside its turns."""


@dataclass(slots=True)
class Hosts:
    """The hosts that this crawl has met."""

    rules: Rules
    clock: Callable[[], float] = time.monotonic
    chance: Callable[[], float] = random.random
    elsewhere: Elsewhere = field(default_factory=Elsewhere)
    _known: dict[str, Host] = field(default_factory=dict)
    _room: int = ROOM

    def ready_at(self, name: str) -> float:
        """Give the moment from which on a host may be asked again; 0 for one that nobody has met."""
        known = self._known.get(name)
        if known is None:
            return 0.0
        return max(known.ready_at, self.clock() + GLANCE) if known.is_held else known.ready_at

    def hold(self, name: str) -> bool:
        """Take a host outside its turns, which then wait; False if it is not ready, or held already."""
        if self.ready_at(name) > self.clock():
            return False
        self._host(name).is_held = True
        return True

    def is_held(self, name: str) -> bool:
        """Tell if a host is asked for something outside its turns."""
        known = self._known.get(name)
        return known is not None and known.is_held

    def let_go(self, name: str) -> None:
        """Give a host back to its turns."""
        self._host(name).is_held = False

    def is_set_aside(self, name: str) -> bool:
        """Tell if a host wants a longer pause than this crawl waits for."""
        known = self._known.get(name)
        return known is not None and known.reason is not None and known.ready_at > self.clock()

    def is_ours(self, name: str) -> bool:
        """Tell if this crawl may ask a host at all: no other crawl is there."""
        wait = self.elsewhere.claim(name)
        if wait:
            self._pause(self._host(name), wait, "another crawl was there")
        return wait is not None

    def waits(self) -> dict[str, float]:
        """Give of each host that was met the seconds that are still owed to it, its own delay included."""
        return {name: max(host.ready_at - self.clock(), 0.0) for name, host in self._known.items()}

    def count(self) -> int:
        """Tell how many hosts are remembered."""
        return len(self._known)

    def reason(self, name: str) -> str:
        """Say why a host was set aside."""
        known = self._known.get(name)
        return (known.reason if known else None) or "it keeps failing"

    def slow_down(self, name: str, delay: float) -> None:
        """Set the delay that a host asks for; it never makes a crawl faster than its own delay."""
        self._host(name).delay = max(self.rules.delay_of(name), delay)

    def still_owed(self, name: str) -> float:
        """Give the seconds until a host may be asked, which this crawl has perhaps not asked yet."""
        return min(max(self.ready_at(name) - self.clock(), 0.0), self.rules.patience)

    def owed(self, name: str) -> float:
        """Give the seconds until a host that has just answered may be asked again, its own delay included."""
        host = self._host(name)
        return min(max(host.ready_at - self.clock(), host.delay), self.rules.patience)

    def answered(self, name: str, latency: float = 0.0) -> None:
        """Note that a host answered; forget its failures. ``latency`` in seconds."""
        host = self._host(name)
        host.failures = host.refusals = host.rests = 0
        self._keep_pace(host, latency)

    def moved(self, name: str, latency: float = 0.0) -> None:
        """Note an answer that leads to another page of the host: it says nothing about how the host is."""
        self._keep_pace(self._host(name), latency)

    def refused(self, name: str, reason: str, latency: float = 0.0) -> None:
        """Note an answer that refuses a page; a host that refuses many in a row, and gives none, rests."""
        host = self._host(name)
        host.failures, host.refusals = 0, host.refusals + 1
        self._keep_pace(host, latency)
        if host.refusals >= self.rules.refusals:
            self._pause(host, self._next_rest(host), f"{reason}, {host.refusals} refusals in a row")

    def failed(self, name: str, reason: str, retry_after: float | None = None) -> None:
        """Note that a host failed; it is asked again after a pause that grows, never before ``retry_after`` seconds."""
        host = self._host(name)
        host.failures += 1
        pause = self.rules.backoff * 2 ** min(host.failures - 1, 10) * (1 + self.chance() / 2)
        if host.failures >= self.rules.failures:
            pause = max(pause, self._next_rest(host))
            reason = f"{reason}, {host.failures} failures in a row"
        if retry_after is not None and retry_after > pause:
            pause, reason = retry_after, f"{reason}, Retry-After"
        self._pause(host, max(pause, host.delay), reason)

    def set_aside(self, name: str, seconds: float, reason: str) -> None:
        """Let a host rest that an earlier crawl set aside."""
        host = self._host(name)
        host.ready_at, host.reason = self.clock() + seconds, reason

    def _keep_pace(self, host: Host, latency: float) -> None:
        if host.ready_at <= self.clock():  # else it was set aside while this answer was on its way
            host.reason = None
        pause = max(host.delay, PACE * latency) if host.delay else 0.0
        self._pause(host, pause, f"it asks for {pause:.0f} s between two requests")

    def _next_rest(self, host: Host) -> float:
        host.rests += 1
        return float(min(self.rules.rest * 2 ** min(host.rests - 1, 10), LONGEST_REST))

    def _pause(self, host: Host, seconds: float, reason: str) -> None:
        host.ready_at = max(host.ready_at, self.clock() + seconds)
        if seconds > self.rules.patience:
            host.reason = reason

    def _host(self, name: str) -> Host:
        if name not in self._known:
            self._forget_idle()
            self._known[name] = Host(delay=self.rules.delay_of(name))
        return self._known[name]

    def _forget_idle(self) -> None:
        """Keep memory flat: forget hosts that are owed nothing any more."""
        if len(self._known) < self._room:
            return
        now = self.clock()
        self._known = {
            name: host
            for name, host in self._known.items()
            if host.is_held
            or host.ready_at > now
            or host.failures
            or host.refusals
            or host.delay > self.rules.delay_of(name)
        }
        self._room = max(ROOM, 2 * len(self._known))
