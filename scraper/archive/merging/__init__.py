"""Adding one archive to another: a module a table, each with the rule by which its rows meet.

Every rule is a join: what both have is one, of two that differ always the same one stays, whichever archive is added to
which, so that archives can be merged in any order and more than once. `scraper.merging` is what calls them.
"""

from collections.abc import Callable
from dataclasses import dataclass

from scraper.archive.merging.articles import bring_articles
from scraper.archive.merging.captures import bring_captures
from scraper.archive.merging.copies import bring_comparisons, bring_copies
from scraper.archive.merging.deletions import bring_deletions
from scraper.archive.merging.harvests import bring_harvest_sources, bring_harvests
from scraper.archive.merging.hosts import bring_hosts
from scraper.archive.merging.imports import bring_imports
from scraper.archive.merging.incidents import bring_incidents
from scraper.archive.merging.meeting import Meeting
from scraper.archive.merging.rereadings import bring_rereadings
from scraper.archive.merging.share_counts import bring_share_counts
from scraper.archive.merging.sources import bring_sources
from scraper.archive.merging.urls import bring_urls

LEFT = {
    "digests": "what was sent is known where it was sent",
    "exports": "what was taken from that archive, by numbers of its own",
    "letters_due": "triggers write it anew",
    "visitors": "who is at a host at this moment is at work for one archive",
    "site_files": "sites say it to everybody who asks",
    "clusters": "an archive belongs to its own cluster",
    "known_texts": "a worker was told so; it has found nothing of it",
}
"""The tables that stay behind, and why."""

FIRST = {
    "sources": bring_sources,
    "harvests": bring_harvests,
    "harvest_sources": bring_harvest_sources,
    "hosts": bring_hosts,
    "incidents": bring_incidents,
}
"""The rules of small tables, which are added at once; later ones refer to them."""

STEPWISE = {"shingles": bring_copies}
"""What needs all articles to be there, in steps of its own."""

LAST = {"imports": bring_imports}
"""What is true only when everything else has been added."""


@dataclass(frozen=True, slots=True)
class Portioned:
    """A table that is added bit by bit, so that others can write in between."""

    bring: Callable[[Meeting, int, int], None]
    """Adds the rows of the other archive from after an id up to another."""

    portion: int
    """Rows of a transaction: about a fifth of a second. Each commit ends a segment of the search index."""

    along: dict[str, Callable[[Meeting], None] | None]
    """The tables that come with it; None where it sees to them itself."""


PORTIONED = {
    "articles": Portioned(
        bring_articles,
        1000,
        {
            "revisions": None,
            "share_counts": bring_share_counts,
            "deletions": bring_deletions,
            "rereadings": bring_rereadings,
            "comparisons": bring_comparisons,
        },
    ),
    "urls": Portioned(bring_urls, 2000, {}),
    "captures": Portioned(bring_captures, 2000, {"capture_files": None}),
}
"""The large tables, in an order in which each finds what it refers to."""

TAKEN = frozenset(
    {*FIRST, *PORTIONED, *STEPWISE, *LAST, *(table for portioned in PORTIONED.values() for table in portioned.along)}
)
