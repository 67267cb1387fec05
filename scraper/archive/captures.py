"""The captures: what was received, when, and its payload digest."""

from scraper.archive.stamps import stamp
from scraper.archive.tables import Row, Tables
from scraper.items import Capture


class Captures(Tables):
    """One row an answer that was received."""

    def add(self, url: int, capture: Capture) -> int:
        """Write what was received at an address of the frontier; give its id."""
        return self._insert(
            "captures",
            {
                "url": url,
                "answered_by": capture.url,
                "fetched_at": stamp(capture.fetched_at),
                "status": capture.status,
                "content_type": capture.content_type,
                "digest": capture.digest,
            },
        )

    def of(self, url: int) -> list[Row]:
        """Give the captures of an address of the frontier, oldest first."""
        return list(self._rows("SELECT * FROM captures WHERE url = ? ORDER BY id", [url]))
