"""Crawls that share an archive, side by side or one after the other: a host sees the manners of one."""

from scraper.archive.stamps import exactly_now
from scraper.crawling.archive_keeper import ArchiveKeeper
from scraper.crawling.hosts import Hosts


def mind_neighbours(hosts: Hosts, keeper: ArchiveKeeper) -> None:
    """Ask the archive before the first request to a host, and leave there what is owed to each in the end.

    A worker's archive is its own: it asks its cluster instead.
    """
    rules = hosts.rules

    def ask(host: str) -> float | None:
        owed = keeper.enter(host, min(rules.delay_of(host), rules.patience))
        return owed and min(owed, rules.patience)  # a longer one has been set aside, or the clock was set back

    def leave() -> None:
        owed = hosts.waits()  # first: what is late then only lengthens a pause
        keeper.archive.visitors.leave(exactly_now(), owed)

    hosts.elsewhere.ask = hosts.elsewhere.ask or ask
    keeper.before_end.append(leave)
