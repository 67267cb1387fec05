"""Deletions meet by article, address and the first visit that found nothing.

What two archives saw at different moments stays two rows: each is when one of them looked.
"""

from scraper.archive.merging.meeting import Meeting

_IS_SAME = "m.article = x.own AND m.url = d.url AND m.seen_at = d.seen_at"


def bring_deletions(met: Meeting) -> None:
    """Add the disappearances of the portion of articles that has met."""
    met.change(
        "deletions",
        f"""
        UPDATE main.deletions AS m SET how = max(m.how, d.how), last_seen = max(m.last_seen, d.last_seen),
            returned_at = min(coalesce(m.returned_at, d.returned_at), coalesce(d.returned_at, m.returned_at))
        FROM article_of x JOIN other.deletions d ON d.article = x.other
        WHERE NOT x.is_new AND {_IS_SAME} AND (
            d.how > m.how OR d.last_seen > m.last_seen
            OR (d.returned_at IS NOT NULL AND (m.returned_at IS NULL OR d.returned_at < m.returned_at)))
        """,  # noqa: S608 - constants
    )
    met.add(
        "deletions",
        f"""
        INSERT INTO main.deletions (article, url, how, seen_at, last_seen, returned_at)
        SELECT x.own, d.url, d.how, d.seen_at, d.last_seen, d.returned_at
        FROM article_of x CROSS JOIN other.deletions d ON d.article = x.other
        WHERE NOT EXISTS (SELECT 1 FROM main.deletions m WHERE {_IS_SAME}) ORDER BY d.id
        """,  # noqa: S608 - constants
    )
