"""Crawls that share an archive, side by side or one after the other: a host sees the manners of one."""

from dataclasses import dataclass

from scraper.archive.stamps import exactly_now
from scraper.archive.visitors import Occupant
from scraper.crawling.archive_keeper import ArchiveKeeper
from scraper.crawling.hosts import Hosts, Rules


@dataclass(frozen=True, slots=True)
class SharedArchive:
    """The neighbours of a crawl are those that its archive knows of."""

    rules: Rules
    keeper: ArchiveKeeper

    def ask(self, host: str) -> float | Occupant:
        """Enter a host."""
        wait = self.keeper.enter(host, min(self.rules.delay_of(host), self.rules.patience))
        if isinstance(wait, Occupant):
            return wait
        return min(wait, self.rules.patience)  # a longer one has been set aside, or the clock was set back

    def note_delay(self, host: str, delay: float) -> None:
        """Remember the Crawl-delay of a host."""
        self.keeper.note_delay(host, delay)


def mind_neighbours(hosts: Hosts, keeper: ArchiveKeeper) -> None:
    """Ask the archive before the first request to a host, and leave there what is owed to each in the end.

    A worker's archive is its own: it asks its cluster instead.
    """

    def leave() -> None:
        owed = hosts.waits()  # first: what is late then only lengthens a pause
        keeper.archive.visitors.leave(exactly_now(), owed)

    if hosts.elsewhere.neighbours is None:
        hosts.elsewhere.neighbours = SharedArchive(hosts.rules, keeper)
    keeper.before_end.append(leave)
