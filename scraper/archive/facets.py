"""What the articles of a search have in common: how many of each source, language, section, author and year."""

import json
from collections.abc import Sequence

from scraper.archive.tables import Row, Tables

MOST = 12
"""Values of a facet, the commonest."""

FACETS = {
    "source": "SELECT s.name AS value FROM chosen a JOIN sources s ON s.id = a.source",
    "language": "SELECT a.language AS value FROM chosen a",
    "section": "SELECT a.section AS value FROM chosen a",
    "author": "SELECT j.value AS value FROM chosen a, json_each(a.authors) j",
    "year": "SELECT substr(coalesce(a.date_published, a.first_seen), 1, 4) AS value FROM chosen a",
}


class Facets(Tables):
    """Counts over a set of articles."""

    def __call__(self, articles: Sequence[int]) -> dict[str, list[Row]]:
        """Give for each facet its commonest values with how many of the articles have them, ``value`` and ``n``."""
        ids = json.dumps(list(articles))
        return {name: self._facet(sql, ids) for name, sql in FACETS.items()}

    def _facet(self, sql: str, ids: str) -> list[Row]:
        rows = self._rows(
            f"""
            WITH chosen AS MATERIALIZED (
                SELECT source, language, section, authors, date_published, first_seen FROM articles
                WHERE id IN (SELECT value FROM json_each(:ids))
            )
            SELECT value, count(*) AS n FROM ({sql}) WHERE value IS NOT NULL
            GROUP BY value ORDER BY n DESC, value LIMIT :most
            """,  # noqa: S608 - the query is one of FACETS
            {"ids": ids, "most": MOST},
        )
        return list(rows)
