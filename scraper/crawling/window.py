"""The part of the frontier that is in memory: a few addresses of each of many hosts."""

from scraper.archive.urls import Lease
from scraper.crawling.archive_keeper import ArchiveKeeper
from scraper.crawling.hosts import Hosts
from scraper.crawling.turns import Turns

LEASES = 64
"""How many addresses are leased at once, of one host or of many: about what a `kill -9` visits again."""

MOST_HOSTS = 1024
"""Hosts in memory at once; slow ones wait there without keeping others out."""

LOOK_AGAIN = 15.0
"""Seconds after which an empty frontier is looked at again: another process may have put something into it."""


class Window:
    """Leases from the archive host by host, going round, so that each host's turn comes whatever waits for others."""

    def __init__(self, keeper: ArchiveKeeper, hosts: Hosts, size: int) -> None:
        self._keeper = keeper
        self._hosts = hosts
        self._size = size
        self._last_host = ""
        self._empty_until = 0.0
        self._seen_queued = -1

    def reopen(self) -> None:
        """Look again: a host has left, so that its further addresses can be leased."""
        self._empty_until = 0.0

    def may_have_more(self) -> bool:
        """Tell if the archive may hold addresses that can be leased."""
        return self._hosts.clock() >= self._empty_until or self._keeper.queued != self._seen_queued

    def lease(self, turns: Turns) -> list[Lease]:
        """Lease addresses of hosts that have none in memory; none if there are no more such hosts."""
        if len(turns) >= MOST_HOSTS or not self.may_have_more():
            return []
        self._seen_queued = self._keeper.queued
        names = self._next_hosts(turns)
        if not names:
            self._empty_until = self._hosts.clock() + LOOK_AGAIN
            return []
        return self._keeper.lease(names, max(LEASES // len(names), 1))

    def _next_hosts(self, turns: Turns) -> list[str]:
        """Go round the hosts from where the last round ended, once at most."""
        start, is_round, names = self._last_host, False, list[str]()
        while len(names) < self._size:
            page = self._keeper.waiting_hosts(self._last_host, self._size)
            for name in page:
                self._last_host = name
                if is_round and name > start:
                    return names
                if name not in turns and name not in names and self._may_ask(name):
                    names.append(name)
            if len(page) < self._size:
                self._last_host = ""
                if is_round or not start:
                    return names
                is_round = True
        return names

    def _may_ask(self, host: str) -> bool:
        return not self._hosts.is_set_aside(host) and self._hosts.is_ours(host)
