"""What tells whether a source is well: a few rows of it, each query by an index, however large the archive is."""

from datetime import datetime

from scraper.archive.stamps import stamp
from scraper.archive.tables import Row, Tables

RUNS = 100
"""Newest harvests of a source that are looked at."""

ARTICLES = 100
"""Newest articles of a source that are looked at."""

_ARTICLES = """
    SELECT a.first_seen, a.confidence, EXISTS (
        SELECT 1 FROM share_counts c WHERE c.article = a.id AND c.found_in <> 'endpoint') AS has_counters
    FROM articles a WHERE a.source = :source AND a.first_seen < :until ORDER BY a.first_seen DESC LIMIT :limit
"""
_RUNS = """
    SELECT h.started, r.found, r.outcomes, r.is_failed, r.reason
    FROM harvest_sources r JOIN harvests h ON h.id = r.harvest
    WHERE r.source = :source AND h.started < :until ORDER BY r.harvest DESC LIMIT :limit
"""


class Vitals(Tables):
    """Row queries about one source or the whole archive."""

    def arrivals(self, source: int, since: datetime) -> list[str]:
        """Give the hours in which articles of a source were first seen, as UTC text like ``2026-03-01T09``."""
        rows = self._rows(
            "SELECT DISTINCT substr(first_seen, 1, 13) AS hour FROM articles WHERE source = ? AND first_seen >= ?",
            [source, stamp(since)],
        )
        return [row["hour"] for row in rows]

    def last_arrival(self, source: int) -> str | None:
        """Give when the newest article of a source was first seen, as UTC text."""
        row = self._row("SELECT max(first_seen) AS at FROM articles WHERE source = ?", [source])
        return row["at"] if row else None

    def articles(self, source: int, until: str, limit: int = ARTICLES) -> list[Row]:
        """Give the articles that were first seen before a moment, the newest first."""
        return list(self._rows(_ARTICLES, {"source": source, "until": until, "limit": limit}))

    def runs(self, source: int, until: str, limit: int = RUNS) -> list[Row]:
        """Give what harvests that started before a moment brought from a source, the newest first."""
        return list(self._rows(_RUNS, {"source": source, "until": until, "limit": limit}))

    def listings(self, source: int, harvest: int) -> list[Row]:
        """Give the feeds, sitemaps and sections that a harvest asked: ``url``, ``outcome``, ``reason``."""
        return list(
            self._rows(
                """
                SELECT url, outcome, reason FROM urls
                WHERE state = 'done' AND harvest = ? AND source = ? AND kind IN ('feed', 'sitemap', 'section')
                """,
                [harvest, source],
            )
        )

    def sizes(self, since: datetime) -> list[Row]:
        """Give how many bytes the archive's folder took after each harvest since a moment, the oldest first."""
        return list(
            self._rows(
                "SELECT started, disk FROM harvests WHERE started >= ? AND disk IS NOT NULL ORDER BY id",
                [stamp(since)],
            )
        )

    def last_harvest(self) -> Row | None:
        """Give the row of the newest scheduled harvest that ended in order, or None."""
        return self._row("SELECT * FROM harvests WHERE bytes IS NOT NULL ORDER BY id DESC LIMIT 1")

    def last_runs(self) -> list[Row]:
        """Give what the newest harvest of each source of sources.toml brought, with its ``name`` and ``started``."""
        return list(
            self._rows(
                """
                SELECT s.name, h.started, r.found, r.is_failed FROM sources s
                JOIN harvest_sources r ON r.source = s.id
                    AND r.harvest = (SELECT max(harvest) FROM harvest_sources WHERE source = s.id)
                JOIN harvests h ON h.id = r.harvest WHERE s.settings IS NOT NULL ORDER BY s.name
                """
            )
        )

    def newest(self) -> str | None:
        """Give the latest moment at which a harvest began, as UTC text."""
        row = self._row("SELECT max(started) AS at FROM (SELECT started FROM harvests ORDER BY id DESC LIMIT 100)")
        return row["at"] if row else None
