"""Recounts: archived articles go into the frontier again, each under one of its addresses."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from scraper.archive.stamps import stamp
from scraper.archive.tables import Tables

_USABLE = """
    SELECT id FROM urls WHERE article = a.id AND state = 'done' AND kind = 'page' AND url NOT LIKE 'file:%'
        AND outcome NOT IN ('gone', 'not_found', 'duplicate', 'private_address')
"""
ADDRESSES = f"""
    FROM articles a JOIN urls u ON u.id = coalesce(
        ({_USABLE} AND url = a.url), ({_USABLE} ORDER BY last_visit DESC, id LIMIT 1))
    WHERE (:source IS NULL OR a.source = :source)
"""
"""The address of each article: its own, else the one that led to it last. What was deleted is not asked for again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recount:
    """Which articles are to be visited again."""

    older_than: timedelta | None = None
    """Least time since the last visit. None for the articles whose next visit has come by the plan of their source."""

    limit: int = -1
    """How many at most, those first that were not visited for longest; -1 for all."""

    source: int | None = None
    """Only of this source."""


class Recounts(Tables):
    """Chooses what is visited again."""

    def queue(self, recount: Recount, harvest: int, at: datetime) -> int:
        """Put the chosen articles into the frontier for a harvest; give how many."""
        due = "u.next_visit <= :at" if recount.older_than is None else "u.last_visit <= :at"
        moment = at - (recount.older_than or timedelta(0))
        cursor = self._database.conn.execute(
            f"""
            UPDATE urls SET state = 'queued', harvest = :harvest
            WHERE id IN (SELECT u.id {ADDRESSES} AND {due} ORDER BY u.last_visit, u.id LIMIT :limit)
            """,  # noqa: S608 - its own words
            {"harvest": harvest, "at": stamp(moment), "source": recount.source, "limit": recount.limit},
        )
        return cursor.rowcount

    def next_due(self, source: int | None = None) -> str | None:
        """Give when the next visit of an article has its turn by plan, in UTC; None if none is planned."""
        row = self._row(f"SELECT min(u.next_visit) AS due {ADDRESSES}", {"source": source})
        return row["due"] if row else None

    def not_sent(self, harvest: int) -> int:
        """Count the pages of a harvest whose server said that they had not changed, and so sent no counters."""
        row = self._row(
            """
            SELECT count(*) AS n FROM urls u
            WHERE u.harvest = ? AND u.state = 'done' AND u.kind = 'page' AND (
                SELECT c.status FROM captures c WHERE c.url = u.id ORDER BY c.fetched_at DESC, c.id DESC LIMIT 1) = 304
            """,
            [harvest],
        )
        return int(row["n"]) if row else 0
