"""Whether everything of the other archive is here, asked of the tables themselves: at the end, or before a merge."""

from collections.abc import Iterator

from scraper.archive.merging.captures import LACKING_CAPTURES
from scraper.archive.merging.meeting import Meeting

_LACKING = {
    "sources": "SELECT 1 FROM other.sources o WHERE NOT EXISTS (SELECT 1 FROM main.sources m WHERE m.name = o.name)",
    "harvests": """
        SELECT 1 FROM other.harvests o WHERE NOT EXISTS (SELECT 1 FROM main.harvests m WHERE m.started = o.started
            AND m.spider = o.spider AND m.version = o.version AND m.process IS o.process)
    """,
    "articles": "SELECT 1 FROM other.articles o WHERE NOT EXISTS (SELECT 1 FROM main.articles m WHERE m.url = o.url)",
    "urls": "SELECT 1 FROM other.urls o WHERE NOT EXISTS (SELECT 1 FROM main.urls m WHERE m.url = o.url)",
    "revisions": """
        SELECT 1 FROM other.revisions o JOIN other.articles a ON a.id = o.article
            LEFT JOIN main.articles b ON b.url = a.url
        WHERE o.part IS NOT 'completed' AND NOT EXISTS (
            SELECT 1 FROM main.revisions m WHERE m.article = b.id AND m.digest = o.digest
            AND m.seen_at <= o.seen_at AND m.last_seen >= o.last_seen)
    """,
    "share_counts": """
        SELECT 1 FROM other.share_counts o JOIN other.articles a ON a.id = o.article
            LEFT JOIN main.articles b ON b.url = a.url
        WHERE NOT EXISTS (SELECT 1 FROM main.share_counts m WHERE m.article = b.id AND m.network = o.network
            AND m.action = o.action AND (m.found_in = 'endpoint') = (o.found_in = 'endpoint')
            AND m.observed_at = o.observed_at AND m.ordinal = o.ordinal)
    """,
    "captures": LACKING_CAPTURES,
}


def lacking(met: Meeting) -> Iterator[tuple[str, int]]:
    """Give the tables of which rows of the other archive are not here, and how many."""
    for table in _LACKING:
        count = lacking_of(met, table)
        if count:
            yield table, count


def lacking_of(met: Meeting, table: str) -> int:
    """Count the rows of a table of the other archive that are not here."""
    return int(met.value(f"SELECT count(*) FROM ({_LACKING[table]})"))  # noqa: S608 - constants
