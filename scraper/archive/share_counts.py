"""The share counters: observations at a time, appended and never overwritten, since counts fall."""

import json
from collections.abc import Iterable
from datetime import datetime

from scraper.archive.stamps import stamp
from scraper.archive.tables import Row, Tables
from scraper.items import ShareCount


class ShareCounts(Tables):
    """What pages printed about themselves, over time."""

    def add(self, article: int, counts: Iterable[ShareCount], at: datetime) -> None:
        """Append the counters that a page showed at a moment."""
        for count in counts:
            self._insert("share_counts", _columns(article, count) | {"observed_at": stamp(at)})

    def latest(self, article: int) -> list[Row]:
        """Give the newest observation of an article, its counters in page order."""
        return list(
            self._rows(
                """
                SELECT * FROM share_counts WHERE article = :article AND observed_at = (
                    SELECT max(observed_at) FROM share_counts WHERE article = :article
                ) ORDER BY position, id
                """,
                {"article": article},
            )
        )

    def series(self, article: int) -> list[Row]:
        """Give every observation of an article, oldest first, each in page order."""
        return list(
            self._rows("SELECT * FROM share_counts WHERE article = ? ORDER BY observed_at, position, id", [article])
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
