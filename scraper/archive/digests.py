"""The digests: what was sent, so that the next one goes on from there."""

from datetime import datetime

from scraper.archive.stamps import stamp
from scraper.archive.tables import Row, Tables


class Digests(Tables):
    """One row a digest."""

    def last(self) -> str | None:
        """Give when the last one was sent, as UTC text."""
        row = self._row("SELECT max(sent) AS at FROM digests")
        return row["at"] if row else None

    def add(self, message: str, at: datetime) -> int:
        """Write that one is sent; give its number."""
        return self._insert("digests", {"sent": stamp(at), "message": message})

    def remove(self, digest: int) -> None:
        """Take back one that nobody got."""
        self._run("DELETE FROM digests WHERE id = ?", [digest])

    def brought(self, since: datetime) -> list[Row]:
        """Give of each source that was harvested since a moment: harvests, articles stored, failures."""
        return list(
            self._rows(
                """
                SELECT s.name AS source, count(*) AS harvests, sum(r.is_failed) AS failed,
                    sum(coalesce(json_extract(r.outcomes, '$.stored'), 0)) AS stored,
                    sum(coalesce(json_extract(r.outcomes, '$.revised'), 0)) AS revised
                FROM harvests h CROSS JOIN harvest_sources r ON r.harvest = h.id JOIN sources s ON s.id = r.source
                WHERE h.id > coalesce((SELECT max(id) FROM harvests WHERE started < ?), 0)
                GROUP BY s.id ORDER BY s.name
                """,
                [stamp(since)],
            )
        )
