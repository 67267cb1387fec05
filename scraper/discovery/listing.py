"""What every reader of a feed, sitemap or section gives: the addresses that it lists, and what it could not read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from scraper.items import Found


@dataclass(slots=True)
class Listing:
    """The addresses in the order in which they are listed: absolute, and as they are written there."""

    entries: Iterable[Found | None] = ()
    """Read once: a sitemap is read while somebody asks for the next. None stands for a piece of it that was read."""

    notes: list[str] = field(default_factory=list)
    """What was not read and why, complete once the entries have been read."""

    is_chosen: bool = True
    """True if articles and nothing else are listed, as in a feed; False for any pages of a site."""

    def __iter__(self) -> Iterator[Found]:
        return (found for found in self.entries if found)
