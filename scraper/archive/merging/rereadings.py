"""Rereadings meet by run and article."""

from scraper.archive.merging.meeting import Meeting


def bring_rereadings(met: Meeting) -> None:
    """Add what runs of ``morgue reparse`` replaced in the portion of articles that has met."""
    met.add(
        "rereadings",
        """
        INSERT INTO main.rereadings (harvest, article, read_at, parsed_by, changes)
        SELECT h.own, x.own, r.read_at, r.parsed_by, r.changes
        FROM article_of x CROSS JOIN other.rereadings r ON r.article = x.other JOIN harvest_of h ON h.other = r.harvest
        WHERE r.changes <> '{}' ORDER BY r.id ON CONFLICT (article, harvest) DO NOTHING
        """,
    )
