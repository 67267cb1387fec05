"""What is new in the archive: what came in, what was changed, which counters grow, which sources are quiet."""

from datetime import date, timedelta

from scraper.archive.tables import Row, Tables

RECENT = 5000
"""Observations of counters that are looked through for growth, the newest."""


class Overview(Tables):
    """Answers that stay quick however large the archive is: each reads the end of an index."""

    def arrivals(self, today: date, days: int = 30, source: str | None = None) -> list[Row]:
        """Give how many articles came in on each day up to today and from which source, in the order of the days."""
        first = (today - timedelta(days=days - 1)).isoformat()
        return list(
            self._rows(
                """
                SELECT substr(a.first_seen, 1, 10) AS day, s.name AS source, count(*) AS articles
                FROM articles a INDEXED BY articles_by_arrival JOIN sources s ON s.id = a.source
                WHERE a.first_seen >= :first AND (:source IS NULL OR s.name = :source)
                GROUP BY 1, 2 ORDER BY 1, 3 DESC
                """,
                {"first": first, "source": source},
            )
        )

    def newest_edits(self, limit: int = 8, source: str | None = None) -> list[Row]:
        """Give the edits that were seen last."""
        return list(
            self._rows(
                """
                SELECT * FROM edits WHERE :source IS NULL OR source = :source
                ORDER BY seen_at DESC, revision DESC LIMIT :limit
                """,
                {"source": source, "limit": limit},
            )
        )

    def growing(self, limit: int = 8) -> list[Row]:
        """Give the counters that grew fastest of those observed last, by the hour."""
        return list(
            self._rows(
                """
                SELECT g.article, a.title, g.source, g.network, g.action, g.count, g.growth, g.hours, g.observed_at,
                    round(g.growth / max(g.hours, 0.1), 1) AS per_hour
                FROM share_count_growth g JOIN articles a ON a.id = g.article
                WHERE g.observation > (SELECT max(id) FROM share_counts) - :recent AND g.growth > 0
                ORDER BY per_hour DESC, g.observation DESC LIMIT :limit
                """,
                {"recent": RECENT, "limit": limit},
            )
        )

    def sources(self, today: date) -> list[Row]:
        """Give each source with its newest arrival and its articles of the last seven days, quiet ones last."""
        rows = self._rows(
            """
            SELECT s.name AS source, s.homepage, count(a.id) AS articles_in_week, max(a.first_seen) AS newest,
                s.last_harvest
            FROM sources s LEFT JOIN articles a INDEXED BY articles_by_arrival
                ON a.source = s.id AND a.first_seen >= :week
            GROUP BY s.id ORDER BY articles_in_week DESC, s.name
            """,
            {"week": (today - timedelta(days=6)).isoformat()},
        )
        return [row if row["newest"] else row | {"newest": self._newest(row["source"])} for row in rows]

    def _newest(self, source: str) -> str | None:
        row = self._row(
            """
            SELECT max(a.first_seen) AS newest FROM articles a
            WHERE a.source = (SELECT id FROM sources WHERE name = ?)
            """,
            [source],
        )
        return row["newest"] if row else None
