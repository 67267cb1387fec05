"""The hosts that asked to be left alone for a while, or kept failing."""

from datetime import datetime, timedelta

from scraper.archive.stamps import stamp
from scraper.archive.tables import Row, Tables


class Hosts(Tables):
    """Which hosts rest until when; a later crawl leaves them alone too."""

    def rest(self, host: str, until: datetime, reason: str) -> None:
        """Remember that a host is to be left alone until a moment, rounded up to the second."""
        whole = until.replace(microsecond=0)
        self._run(
            """
            INSERT INTO hosts (host, resting_until, reason) VALUES (?, ?, ?)
            ON CONFLICT (host) DO UPDATE SET resting_until = excluded.resting_until, reason = excluded.reason
            """,
            [host, stamp(whole if whole == until else whole + timedelta(seconds=1)), reason],
        )

    def resting(self, at: datetime) -> list[Row]:
        """Give the hosts that rest at a moment, those that come back first before the others."""
        return list(self._rows("SELECT * FROM hosts WHERE resting_until > ? ORDER BY resting_until", [stamp(at)]))
