"""The incidents: what went wrong with a source, since when, and when it was well again."""

from collections.abc import Collection
from datetime import datetime

from scraper.archive.stamps import stamp
from scraper.archive.tables import Row, Tables

_SELECT = "SELECT i.*, s.name AS source_name FROM incidents i LEFT JOIN sources s ON s.id = i.source"


class Incidents(Tables):
    """One row an incident. A source, or the whole archive as None, has one of a kind that is open at most."""

    def begin(self, source: int | None, kind: str, message: str, *, began: datetime, noticed: datetime) -> None:
        """Write that something is wrong; of an incident that is open already only the message changes."""
        known = self._open(source, kind)
        if known:
            self._update("incidents", known["id"], {"message": message})
            return
        values = {"source": source, "kind": kind, "message": message, "began": stamp(began), "noticed": stamp(noticed)}
        self._insert("incidents", values)

    def end(self, source: int | None, kind: str, at: datetime) -> None:
        """Write that it is well again; nothing happens if it never was wrong."""
        known = self._open(source, kind)
        if known:
            self._update("incidents", known["id"], {"ended": stamp(at)})

    def _open(self, source: int | None, kind: str) -> Row | None:
        return self._row(
            "SELECT id FROM incidents WHERE coalesce(source, 0) = ? AND kind = ? AND ended IS NULL",
            [source or 0, kind],
        )

    def open(self) -> list[Row]:
        """Give the incidents that go on, oldest first; ``source_name`` is NULL for one of the whole archive."""
        return list(self._rows(f"{_SELECT} WHERE i.ended IS NULL ORDER BY i.began, i.id"))

    def ended_since(self, since: datetime) -> list[Row]:
        """Give the incidents that ended since a moment, oldest first, as `open` does."""
        return list(self._rows(f"{_SELECT} WHERE i.ended >= ? ORDER BY i.ended, i.id", [stamp(since)]))

    def calm_until(self, source: int, since: str = "") -> str | None:
        """Give since when something has been wrong with a source, as UTC text; None if all is well.

        What began at ``since`` or earlier does not count.
        """
        row = self._row(
            "SELECT min(began) AS at FROM incidents WHERE source = ? AND ended IS NULL AND began > ?", [source, since]
        )
        return row["at"] if row else None

    def accept(self, source: int, kinds: Collection[str], at: datetime) -> list[Row]:
        """End the open incidents of some kinds of a source, since what is now is usual from now on; give them.

        Nobody is told that all is well: somebody has just said so.
        """
        rows = [row for row in self.open() if row["source"] == source and row["kind"] in kinds]
        for row in rows:
            moment = stamp(at)
            self._update("incidents", row["id"], {"accepted": moment, "ended": moment, "told_ended": moment})
        return rows

    def accepted(self, source: int) -> dict[str, str]:
        """Give by kind since when a source is as a person has accepted it, as UTC text."""
        sql = "SELECT kind, max(began) AS at FROM incidents WHERE source = ? AND accepted IS NOT NULL GROUP BY kind"
        return {row["kind"]: row["at"] for row in self._rows(sql, [source])}

    def abandon(self, at: datetime) -> None:
        """End the incidents of sources that sources.toml does not name any more; nobody is told that they are well."""
        self._run(
            """
            UPDATE incidents SET ended = :now, told_ended = :now WHERE ended IS NULL
                AND source IN (SELECT id FROM sources WHERE settings IS NULL)
            """,
            {"now": stamp(at)},
        )

    def untold(self) -> list[Row]:
        """Give what nobody was told of yet, oldest first: incidents that go on, and ends of those that were told."""
        return list(
            self._rows(
                f"""
                {_SELECT} WHERE (i.told IS NULL AND i.ended IS NULL)
                    OR (i.told IS NOT NULL AND i.ended IS NOT NULL AND i.told_ended IS NULL) ORDER BY i.began, i.id
                """
            )
        )

    def tell_open(self, kind: str, at: datetime) -> None:
        """Write when somebody was told of an incident of the whole archive that goes on."""
        known = self._open(None, kind)
        if known:
            self.tell(known["id"], at, ended=False)

    def tell(self, incident: int, at: datetime | None, *, ended: bool) -> None:
        """Write that somebody was told of an incident, or of its end; None takes it back."""
        self._update("incidents", incident, {"told_ended" if ended else "told": stamp(at)})
