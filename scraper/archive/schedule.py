"""When each source is harvested, by whom, and what came of it."""

import json
from collections.abc import Collection
from datetime import datetime

from scraper.archive.holders import is_held, this_holder
from scraper.archive.stamps import stamp
from scraper.archive.tables import Row, Tables

RECENT = 21
"""Newest articles of a source by which its pace is told: the median of twenty gaps."""

LISTINGS = ("feed", "sitemap", "section")


class Schedule(Tables):
    """Sources are leased by a process, so that two harvests never take the same one, nor two that share a host."""

    def states(self, now: datetime) -> list[Row]:
        """Give of each source of sources.toml when it is due, and who harvests it at this moment if anybody does.

        ``next_visit`` is the earliest page to be visited again; ``is_waiting`` is 1 if addresses of an earlier
        harvest still wait and their host does not rest, or if a harvest has died over the source. It looks into an
        index three times a source, however many addresses there are; the indexes are named, since SQLite takes a
        larger one of the source alone to be as good.
        """
        rows = self._rows(
            """
            SELECT s.id, s.name, s.host, s.last_harvest, s.next_harvest, s.leased_by, s.leased_at,
                (SELECT min(next_visit) FROM urls INDEXED BY urls_due_by_source
                 WHERE source = s.id AND state = 'done' AND next_visit IS NOT NULL) AS next_visit,
                EXISTS (
                    SELECT 1 FROM urls INDEXED BY urls_waiting_by_source WHERE source = s.id AND state = 'queued')
                    AND NOT EXISTS (
                        SELECT 1 FROM hosts h WHERE h.host = s.host AND h.resting_until > ?) AS is_waiting
            FROM sources s WHERE s.settings IS NOT NULL ORDER BY s.name
            """,
            [stamp(now)],
        )
        return [row | _holder(row, now) for row in rows]

    def take(self, sources: Collection[int], now: datetime) -> list[int]:
        """Lease sources for this process in the transaction that is open; give those that it got."""
        states = self.states(now)
        busy = {row["host"] for row in states if row["is_leased"]}
        taken = [row["id"] for row in states if row["id"] in sources and row["host"] not in busy]
        for source in taken:
            self._update("sources", source, {"leased_by": this_holder(), "leased_at": stamp(now)})
        return taken

    def release(self) -> None:
        """Give back what this process has leased."""
        self._run("UPDATE sources SET leased_by = NULL, leased_at = NULL WHERE leased_by = ?", [this_holder()])

    def plan(self, source: int, at: datetime) -> None:
        """Write when a source is to be harvested next."""
        self._update("sources", source, {"next_harvest": stamp(at)})

    def recent(self, source: int) -> list[str]:
        """Give when the newest articles of a source were published, newest first, as UTC text."""
        rows = self._rows(
            """
            SELECT date_published AS at FROM articles
            WHERE source = ? AND date_published IS NOT NULL ORDER BY date_published DESC LIMIT ?
            """,
            [source, RECENT],
        )
        return [row["at"] for row in rows]

    def note(self, harvest: int, source: int) -> Row:
        """Write what a harvest brought from a source, and give it.

        It has failed if it asked listings and none of them answered.
        """
        rows = list(
            self._rows(
                """
                SELECT kind, outcome, count(*) AS n, min(reason) AS reason,
                    count(*) FILTER (WHERE tries = 1) AS fresh
                FROM urls WHERE state = 'done' AND harvest = ? AND source = ? GROUP BY kind, outcome
                """,
                [harvest, source],
            )
        )
        asked = [row for row in rows if row["kind"] in LISTINGS]
        faults = [row for row in asked if row["outcome"] not in {"listed", "unchanged"}]
        pages = [row for row in rows if row["kind"] == "page"]
        values = {
            "found": sum(row["fresh"] for row in pages),
            "outcomes": json.dumps({row["outcome"]: row["n"] for row in pages}),
            "is_failed": int(bool(asked) and len(faults) == len(asked)),
            "reason": "; ".join(f"{row['kind']}: {row['reason'] or row['outcome']}" for row in faults) or None,
        }
        self._insert("harvest_sources", {"harvest": harvest, "source": source} | values)
        return values

    def log(self, *, source: str | None = None, failed: bool = False, limit: int = -1) -> list[Row]:
        """Give what harvests brought from sources, newest first; ``failed`` leaves those that failed."""
        return list(
            self._rows(
                """
                SELECT h.id AS harvest, h.started, h.finished, h.finish_reason, s.name AS source, r.found,
                    coalesce(json_extract(r.outcomes, '$.stored'), 0) AS stored,
                    coalesce(json_extract(r.outcomes, '$.revised'), 0) AS revised,
                    coalesce(json_extract(r.outcomes, '$.unchanged'), 0) AS unchanged,
                    coalesce(json_extract(r.outcomes, '$.blocked'), 0) AS blocked,
                    r.outcomes, r.is_failed, r.reason, h.bytes, h.version
                FROM harvest_sources r JOIN harvests h ON h.id = r.harvest JOIN sources s ON s.id = r.source
                WHERE (:source IS NULL OR s.name = :source) AND (NOT :failed OR r.is_failed)
                ORDER BY h.id DESC, s.name LIMIT :limit
                """,
                {"source": source, "failed": failed, "limit": limit},
            )
        )


def _holder(row: Row, now: datetime) -> Row:
    """Tell whether anybody harvests a source, or died while doing so and left it waiting with what it had leased."""
    is_held = _is_held(row, now)
    is_left = row["leased_by"] not in {None, this_holder()} and not is_held
    return {"is_leased": int(is_held), "is_waiting": int(row["is_waiting"] or is_left)}


def _is_held(row: Row, now: datetime) -> bool:
    return row["leased_by"] is not None and is_held(row["leased_by"], row["leased_at"], now)
