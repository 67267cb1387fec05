"""The frontier: every address ever discovered, its state, its fate and when to visit it next."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from scraper import urls as addresses
from scraper.archive.sources import Sources
from scraper.archive.stamps import stamp
from scraper.archive.tables import Row, Tables
from scraper.items import Visit


@dataclass(frozen=True, slots=True)
class Lease:
    """An address that a harvest has taken from the frontier and has to close."""

    id: int
    url: str
    tries: int


class Urls(Tables):
    """Addresses go from queued to leased to done, and back to queued when they are due again."""

    def queue(self, urls: Iterable[str], *, harvest: int, found_on: str, at: datetime) -> int:
        """Put clean addresses into the frontier for a harvest; give how many are waiting that were not.

        One that is known already is queued again, unless this harvest has it or another one is visiting it.
        """
        fresh = 0
        for url in urls:
            fresh += self._queue_one(url, harvest=harvest, found_on=found_on, at=at)
        return fresh

    def _queue_one(self, url: str, *, harvest: int, found_on: str, at: datetime) -> int:
        known = self._row("SELECT id, state, harvest FROM urls WHERE url = ?", [url])
        if known is None:
            self.add(url, found_on=found_on, at=at, state="queued", harvest=harvest)
            return 1
        if known["harvest"] == harvest or known["state"] == "leased":
            return 0
        self._update("urls", known["id"], {"state": "queued", "harvest": harvest})
        return 1

    def add(self, url: str, *, found_on: str, at: datetime, state: str, harvest: int | None = None) -> int:
        """Write the row of a new address; give its id."""
        name = addresses.host(url) or "files"
        return self._insert(
            "urls",
            {
                "url": url,
                "host": name,
                "source": Sources(self._database).ensure(name),
                "found_on": found_on,
                "found_at": stamp(at),
                "state": state,
                "harvest": harvest,
            },
        )

    def lease(self, harvest: int, limit: int) -> list[Lease]:
        """Take up to ``limit`` waiting addresses of a harvest, oldest first. They stay leased until they are closed."""
        rows = self._rows(
            """
            UPDATE urls SET state = 'leased' WHERE id IN (
                SELECT id FROM urls WHERE state = 'queued' AND harvest = ? ORDER BY id LIMIT ?
            ) RETURNING id, url, tries
            """,
            [harvest, limit],
        )
        return sorted((Lease(**row) for row in rows), key=lambda lease: lease.id)

    def waiting(self, harvest: int) -> int:
        """Count the addresses of a harvest that are queued."""
        row = self._row("SELECT count(*) AS n FROM urls WHERE state = 'queued' AND harvest = ?", [harvest])
        return int(row["n"]) if row else 0

    def adopt(self, harvest: int, dead: Iterable[int]) -> int:
        """Hand what dead harvests left queued or leased to a living one; give how many addresses."""
        adopted = 0
        for former in dead:
            for state in ("queued", "leased"):
                cursor = self._database.conn.execute(
                    "UPDATE urls SET state = 'queued', harvest = ? WHERE harvest = ? AND state = ?",
                    [harvest, former, state],
                )
                adopted += cursor.rowcount
        return adopted

    def release(self, harvest: int) -> None:
        """Put back what a harvest leased and did not visit."""
        self._run("UPDATE urls SET state = 'queued' WHERE harvest = ? AND state = 'leased'", [harvest])

    def close(self, visit: Visit, article: int | None, harvest: int | None) -> int:
        """Write how a visit to an address ended; give the id of its row, made if the address is new."""
        known = self._row("SELECT id, tries FROM urls WHERE url = ?", [visit.url])
        key = known["id"] if known else self.add(visit.url, found_on="itself", at=visit.visited_at, state="done")
        fate = {
            "state": "done",
            "outcome": visit.outcome,
            "reason": visit.reason,
            "tries": (known["tries"] if known else 0) + 1,
            "last_visit": stamp(visit.visited_at),
            "harvest": harvest,
        }
        if visit.capture and visit.outcome and visit.outcome.is_archived:
            fate |= {"etag": visit.capture.etag, "last_modified": visit.capture.last_modified}
        if article:
            fate["article"] = article
        self._update("urls", key, fate)
        return int(key)

    def get(self, url: str) -> Row | None:
        """Give the row of an address, or None."""
        return self._row("SELECT * FROM urls WHERE url = ?", [url])

    def failed(self, harvest: int, limit: int) -> list[Row]:
        """Give the visits of a harvest that brought no article, oldest first."""
        return list(
            self._rows(
                """
                SELECT url, outcome, reason FROM urls
                WHERE harvest = ? AND state = 'done' AND article IS NULL ORDER BY id LIMIT ?
                """,
                [harvest, limit],
            )
        )

    def listed(
        self, *, outcome: str | None = None, source: str | None = None, failed: bool = False, limit: int = -1
    ) -> Iterator[Row]:
        """Give addresses with their fate, newest visit first, with the name of their source.

        ``failed`` leaves only those whose visit brought no article.
        """
        return self._rows(
            """
            SELECT u.url, u.state, u.outcome, u.reason, u.tries, u.last_visit, s.name AS source, u.article
            FROM urls u JOIN sources s ON s.id = u.source
            WHERE (:outcome IS NULL OR u.outcome = :outcome) AND (:source IS NULL OR s.name = :source)
                AND (NOT :failed OR (u.state = 'done' AND u.article IS NULL))
            ORDER BY u.last_visit DESC, u.id DESC LIMIT :limit
            """,
            {"outcome": outcome, "source": source, "failed": failed, "limit": limit},
        )
