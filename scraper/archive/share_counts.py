"""The share counters: observations at a time, appended and never overwritten, since counts fall."""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta

from scraper.archive.stamps import moment, stamp
from scraper.archive.tables import Row, Tables
from scraper.items import ShareCount


class ShareCounts(Tables):
    """What pages printed about themselves and services told of them, over time."""

    def add(self, article: int, counts: Iterable[ShareCount], at: datetime) -> None:
        """Append the counters that a page showed at a moment."""
        for count in counts:
            columns = _columns(article, count) | {"observed_at": stamp(at)}
            self._insert("share_counts", columns | {"ordinal": self._ordinal(columns)})

    def printed_at(self, article: int, at: datetime) -> list[Row]:
        """Give the counters that a page showed at a moment, in page order.

        Archives of the first version have noted the page a second earlier than its capture.
        """
        return list(
            self._rows(
                """
                SELECT * FROM share_counts WHERE article = ? AND observed_at IN (?, ?) AND found_in <> 'endpoint'
                ORDER BY position, id
                """,
                [article, stamp(at), stamp(at - timedelta(seconds=1))],
            )
        )

    def read_anew(self, article: int, counts: Iterable[ShareCount], at: datetime) -> None:
        """Put what a newer parser reads in the capture of a moment into the place of what was read there before."""
        former = self.printed_at(article, at)
        for row in former:
            self._run("DELETE FROM share_counts WHERE id = ?", [row["id"]])
        observed_at = moment(former[0]["observed_at"]) if former else None
        self.add(article, counts, observed_at or at)

    def _ordinal(self, columns: Row) -> int:
        """Tell how many counters of the same network and action were noted for the same moment already."""
        row = self._row(
            """
            SELECT count(*) AS n FROM share_counts
            WHERE article = :article AND observed_at = :observed_at AND network = :network AND action = :action
                AND (found_in = 'endpoint') = (:found_in = 'endpoint')
            """,
            columns,
        )
        return int(row["n"]) if row else 0

    def latest(self, article: int) -> list[Row]:
        """Give the newest observation of each counter of an article, in page order, those of services last."""
        return list(
            self._rows(
                """
                SELECT * FROM share_counts
                WHERE id IN (SELECT observation FROM latest_share_counts WHERE article = ?)
                ORDER BY found_in = 'endpoint', position, id
                """,
                [article],
            )
        )

    def series(self, article: int) -> list[Row]:
        """Give every observation of an article, oldest first, each in page order, with the growth since the one before.

        The growth is None for a first observation and for a placeholder.
        """
        return list(
            self._rows(
                """
                SELECT c.*, g.previous_at, g.growth, g.hours FROM share_counts c
                LEFT JOIN (SELECT * FROM share_count_growth WHERE article = :article) g ON g.observation = c.id
                WHERE c.article = :article ORDER BY c.observed_at, c.position, c.id
                """,
                {"article": article},
            )
        )

    def last(self) -> int:
        """Give the number of the last observation of all; 0 if there is none."""
        row = self._row("SELECT max(id) AS last FROM share_counts")
        return int(row["last"] or 0) if row else 0

    def observed_after(self, last: int) -> Row:
        """Count what was observed after an observation: ``counters``, their ``articles``, how many had ``changed``."""
        return (
            self._row(
                """
                SELECT count(*) AS counters, count(DISTINCT article) AS articles,
                    (SELECT count(*) FROM share_count_growth WHERE observation > :last AND growth <> 0) AS changed
                FROM share_counts WHERE id > :last
                """,
                {"last": last},
            )
            or {}
        )


def _columns(article: int, count: ShareCount) -> Row:
    return {
        "article": article,
        "network": count.network,
        "action": count.action,
        "count": count.count,
        "raw": count.raw,
        "is_rounded": int(count.is_rounded),
        "is_placeholder": int(count.is_placeholder),
        "is_disputed": int(count.is_disputed),
        "found_in": count.where,
        "witnesses": json.dumps(count.witnesses),
        "position": count.position,
    }


def reading_of(count: ShareCount | Row) -> Row:
    """Give what was read of a counter, whether it is stored already or not."""
    columns = _columns(0, count) if isinstance(count, ShareCount) else count
    return {name: columns[name] for name in _READ}


_READ = ("network", "action", "count", "raw", "is_rounded", "is_placeholder", "is_disputed", "found_in", "position")
