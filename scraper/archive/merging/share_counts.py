"""Share counts meet by counter and moment; of two readings of one counter at one moment the larger stays."""

from scraper.archive.merging.choosing import is_larger, named, taken
from scraper.archive.merging.meeting import Meeting

_READ = (
    *("count", "raw", "is_rounded", "is_disputed", "found_in", "witnesses", "position"),
    "is_placeholder",
)
_KEY = ("network", "action", "observed_at", "ordinal")
_IS_SAME = """
    m.article = x.own AND m.network = c.network AND m.action = c.action
    AND (m.found_in = 'endpoint') = (c.found_in = 'endpoint') AND m.observed_at = c.observed_at
    AND m.ordinal = c.ordinal
"""


def bring_share_counts(met: Meeting) -> None:
    """Add the observations of the portion of articles that has met."""
    met.change(
        "share_counts",
        f"""
        UPDATE main.share_counts AS m SET {taken(_READ, "c")}
        FROM article_of x CROSS JOIN other.share_counts c ON c.article = x.other
        WHERE NOT x.is_new AND {_IS_SAME} AND {is_larger(_READ, "c")}
        """,  # noqa: S608 - constants
    )
    met.add(
        "share_counts",
        f"""
        INSERT INTO main.share_counts (article, {named(_KEY)}, {named(_READ)})
        SELECT x.own, {named(_KEY, "c")}, {named(_READ, "c")}
        FROM article_of x CROSS JOIN other.share_counts c ON c.article = x.other
        WHERE x.is_new OR NOT EXISTS (SELECT 1 FROM main.share_counts m WHERE {_IS_SAME}) ORDER BY c.id
        """,  # noqa: S608 - constants
    )
