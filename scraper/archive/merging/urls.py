"""Addresses meet by themselves. The fate of each is that of its last visit, whoever made it.

No lease is taken over: what a harvest of the other archive had taken waits again. An address that a harvest of this
archive is on its way to stays with it.
"""

from scraper.archive.merging.choosing import is_larger, named, taken
from scraper.archive.merging.meeting import Meeting
from scraper.archive.merging.sources import prefer_sources

_FATE = (
    *("last_visit", "state", "outcome", "reason", "next_visit", "etag", "last_modified", "digest"),
    *("kind", "depth", "scope"),
)
"""Of the last visit, as a whole; of two that ended in one second the first column that differs decides."""

_BROUGHT = ("url", "host", "found_on", "found_at", "tries", *(name for name in _FATE if name != "state"))
_STATE = "CASE o.state WHEN 'leased' THEN 'queued' ELSE o.state END"
_OTHERS = """
    url_of x CROSS JOIN other.urls o ON o.id = x.other JOIN source_of s ON s.other = o.source
    LEFT JOIN harvest_of h ON h.other = o.harvest LEFT JOIN other.articles a ON a.id = o.article
    LEFT JOIN main.articles b ON b.url = a.url
"""


def bring_urls(met: Meeting, after: int, until: int) -> None:
    """Add addresses; ``after`` and ``until`` are ids of the other archive."""
    met.run("DELETE FROM url_of")
    met.run(
        """
        INSERT INTO url_of SELECT o.id, m.id, m.id IS NULL
        FROM other.urls o LEFT JOIN main.urls m ON m.url = o.url WHERE o.id > ? AND o.id <= ?
        """,
        [after, until],
    )
    met.add(
        "urls",
        f"""
        INSERT INTO main.urls (source, state, harvest, article, {named(_BROUGHT)})
        SELECT s.own, {_STATE}, h.own, b.id, {named(_BROUGHT, "o")} FROM {_OTHERS} WHERE x.is_new ORDER BY x.other
        """,  # noqa: S608 - constants
    )
    _reconcile(met)
    _take_beginnings(met)
    prefer_sources(met, "urls", "url_of")


def _reconcile(met: Meeting) -> None:
    """Take over the fate of the last visit; the article that an address once led to stays when a later visit fails."""
    fate = [name for name in _FATE if name != "state"]
    later = is_larger(_FATE).replace("coalesce(o.state, '')", _STATE)
    met.change(
        "urls",
        f"""
        UPDATE main.urls AS m SET {taken(fate)}, article = coalesce(b.id, m.article),
            state = CASE m.state WHEN 'leased' THEN m.state ELSE {_STATE} END,
            harvest = CASE m.state WHEN 'leased' THEN m.harvest ELSE h.own END
        FROM {_OTHERS} WHERE NOT x.is_new AND m.id = x.own AND {later}
        """,  # noqa: S608 - constants
    )
    met.change(
        "urls",
        f"""
        UPDATE main.urls AS m SET article = b.id FROM {_OTHERS}
        WHERE NOT x.is_new AND m.id = x.own AND m.article IS NULL AND b.id IS NOT NULL
        """,  # noqa: S608 - constants
    )


def _take_beginnings(met: Meeting) -> None:
    """Take over where an address was found first, and how often it was visited at least."""
    met.change(
        "urls",
        """
        UPDATE main.urls AS m SET found_at = o.found_at, found_on = o.found_on
        FROM url_of x CROSS JOIN other.urls o ON o.id = x.other
        WHERE NOT x.is_new AND m.id = x.own AND (o.found_at, o.found_on) < (m.found_at, m.found_on)
        """,
    )
    met.change(
        "urls",
        """
        UPDATE main.urls AS m SET tries = o.tries FROM url_of x CROSS JOIN other.urls o ON o.id = x.other
        WHERE NOT x.is_new AND m.id = x.own AND o.tries > m.tries
        """,
    )
