"""The archive in numbers."""

from scraper.archive.tables import Row, Tables


class Statistics(Tables):
    """Counts over the whole archive."""

    def totals(self) -> Row:
        """Give how many of each noun the archive holds, and the first and the last moment it saw an article."""
        return (
            self._row(
                """
                SELECT (SELECT count(*) FROM articles) AS articles,
                    (SELECT count(*) FROM revisions) AS revisions,
                    (SELECT count(*) FROM share_counts) AS share_counts,
                    (SELECT count(*) FROM captures) AS captures,
                    (SELECT count(*) FROM sources) AS sources,
                    (SELECT count(*) FROM urls) AS urls,
                    (SELECT min(first_seen) FROM articles) AS first_seen,
                    (SELECT max(last_seen) FROM articles) AS last_seen
                """
            )
            or {}
        )

    def by_source(self) -> list[Row]:
        """Give for each source its articles, the newest of them, and how its addresses ended."""
        return list(
            self._rows(
                """
                SELECT s.name AS source,
                    (SELECT count(*) FROM articles a WHERE a.source = s.id) AS articles,
                    (SELECT max(coalesce(a.date_published, a.first_seen)) FROM articles a WHERE a.source = s.id)
                        AS newest,
                    count(u.id) AS urls,
                    count(u.id) FILTER (WHERE u.state <> 'done') AS waiting,
                    count(u.id) FILTER (WHERE u.article IS NULL AND u.state = 'done') AS not_archived
                FROM sources s LEFT JOIN urls u ON u.source = s.id
                GROUP BY s.id ORDER BY articles DESC, s.name
                """
            )
        )

    def by_outcome(self) -> dict[str, int]:
        """Give how many addresses ended how, by outcome."""
        rows = self._rows(
            """
            SELECT outcome, count(*) AS n FROM urls WHERE outcome IS NOT NULL GROUP BY outcome ORDER BY n DESC, outcome
            """
        )
        return {row["outcome"]: row["n"] for row in rows}
