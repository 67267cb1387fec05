"""The frontier: every address ever discovered, its state, its fate and when to visit it next."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import merge

from scraper import urls as addresses
from scraper.archive.revisits import PASSING, PLAN, next_visit
from scraper.archive.sources import Sources
from scraper.archive.stamps import moment, stamp
from scraper.archive.tables import Row, Tables
from scraper.items import Found, Outcome, Visit

REFUSED = PASSING | {Outcome.TLS}
"""Ends of a visit that are the host's doing and say nothing about the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """An address that a harvest has taken from the frontier and has to close."""

    id: int
    url: str
    host: str
    kind: str = "page"
    depth: int = 0
    tries: int = 0
    source: int | None = None
    article: int | None = None
    outcome: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    found_on: str = ""
    """What named it: the address of a page, feed or sitemap, or words for what the user did."""
    scope: str | None = None
    digest: str | None = None


class Urls(Tables):
    """Addresses go from queued to leased to done, and back to queued when they are due again."""

    def queue(self, found: Iterable[Found], *, harvest: int, found_on: str, at: datetime, again: bool = False) -> int:
        """Put addresses into the frontier for a harvest; give how many are waiting that were not.

        With ``again`` one that is known already is queued too, unless this harvest has it or another one is on its
        way to it; so are feeds, sitemaps and sections, since what they list changes, and articles that have changed
        since they were visited, by the word of what names them.
        """
        fresh, sources, owners = 0, Sources(self._database), dict[tuple[str, int | None], int]()
        for one in found:
            host = addresses.host(one.url) or "files"
            if (host, one.source) not in owners:
                owner = sources.of_host(host) if one.source is None else sources.of_found(host, one.source)
                owners[host, one.source] = owner
            source = owners[host, one.source]
            cursor = self._database.conn.execute(
                """
                INSERT INTO urls (url, host, source, found_on, found_at, state, harvest, kind, depth, scope)
                VALUES (?, ?, ?, ?, ?, 'queued', ?, ?, ?, ?) ON CONFLICT (url) DO NOTHING
                """,
                [one.url, host, source, found_on, stamp(at), harvest, one.kind, one.depth, one.scope],
            )
            if cursor.rowcount:
                fresh += 1
            elif again or one.kind != "page":
                fresh += self._queue_again(one, harvest)
            elif one.modified and one.modified <= at:
                fresh += self._queue_changed(one.url, stamp(one.modified), harvest, at)
        return fresh

    def _queue_again(self, found: Found, harvest: int) -> int:
        cursor = self._database.conn.execute(
            """
            UPDATE urls SET state = 'queued', harvest = :harvest, kind = :kind, depth = :depth, scope = :scope,
                digest = CASE WHEN kind = :kind AND scope IS :scope THEN digest END
            WHERE url = :url AND state <> 'leased' AND harvest IS NOT :harvest
                AND (:kind = 'page' OR kind <> 'page' OR article IS NULL)
            """,
            {
                "url": found.url,
                "harvest": harvest,
                "kind": found.kind,
                "depth": found.depth,
                "scope": found.scope,
            },
        )
        return cursor.rowcount

    def _queue_changed(self, url: str, modified: str | None, harvest: int, at: datetime) -> int:
        """Queue an article that has changed since the last visit. Some sites say so of every page at any time.

        So one that the last visit brought nothing new of has to have rested for a tenth of the time that it is known.
        """
        cursor = self._database.conn.execute(
            """
            UPDATE urls SET state = 'queued', harvest = :harvest
            WHERE url = :url AND state = 'done' AND kind = 'page' AND article IS NOT NULL AND harvest IS NOT :harvest
                AND last_visit < :modified AND (outcome IN ('stored', 'revised') OR
                    10 * (julianday(:at) - julianday(last_visit)) >= julianday(:at) - julianday(found_at))
            """,
            {"url": url, "modified": modified, "harvest": harvest, "at": stamp(at)},
        )
        return cursor.rowcount

    def queue_due(self, harvest: int, at: datetime, source: int | None = None) -> int:
        """Queue the pages whose next visit has come; give how many."""
        sql = "UPDATE urls SET state = 'queued', harvest = :harvest WHERE state = 'done' AND next_visit <= :now"
        sql += " AND source = :source" if source is not None else ""
        values = {"harvest": harvest, "now": stamp(at), "source": source}
        return self._database.conn.execute(sql, values).rowcount

    def add(self, url: str, *, found_on: str, at: datetime, state: str, harvest: int | None = None) -> int:
        """Write the row of a new address; give its id."""
        name = addresses.host(url) or "files"
        return self._insert(
            "urls",
            {
                "url": url,
                "host": name,
                "source": Sources(self._database).of_host(name),
                "found_on": found_on,
                "found_at": stamp(at),
                "state": state,
                "harvest": harvest,
            },
        )

    def waiting_hosts(self, harvests: Iterable[int], after: str, limit: int) -> list[str]:
        """Give up to ``limit`` hosts that have queued addresses, in the order of their names, from a name on.

        It costs a look into the index a host, however many addresses wait.
        """
        pages = [list(self._waiting_hosts(harvest, after, limit)) for harvest in harvests]
        return list(dict.fromkeys(merge(*pages)))[:limit]

    def _waiting_hosts(self, harvest: int, after: str, limit: int) -> Iterator[str]:
        rows = self._rows(
            """
            WITH RECURSIVE turns(host) AS (
                SELECT min(host) FROM urls WHERE state = 'queued' AND harvest = :harvest AND host > :after
                UNION ALL
                SELECT (SELECT min(host) FROM urls
                        WHERE state = 'queued' AND harvest = :harvest AND host > turns.host)
                FROM turns WHERE turns.host IS NOT NULL
            )
            SELECT host FROM turns WHERE host IS NOT NULL LIMIT :limit
            """,
            {"harvest": harvest, "after": after, "limit": limit},
        )
        return (row["host"] for row in rows)

    def lease(self, harvest: int, host: str, limit: int, queued_by: Iterable[int] = ()) -> list[Lease]:
        """Take up to ``limit`` waiting addresses of a host, oldest first. They stay leased until they are closed.

        ``queued_by`` names further harvests whose addresses may be taken.
        """
        leases: list[Lease] = []
        for queue in (harvest, *queued_by):
            if len(leases) < limit:
                leases += self._lease(harvest, queue, host, limit - len(leases))
        return leases

    def _lease(self, harvest: int, queue: int, host: str, limit: int) -> list[Lease]:
        rows = self._rows(
            """
            UPDATE urls SET state = 'leased', harvest = ? WHERE id IN (
                SELECT id FROM urls WHERE state = 'queued' AND harvest = ? AND host = ? ORDER BY id LIMIT ?
            ) RETURNING id, url, host, kind, depth, tries, source, article, outcome, etag, last_modified, found_on,
                scope, digest
            """,
            [harvest, queue, host, limit],
        )
        return sorted((Lease(**row) for row in rows), key=lambda lease: lease.id)

    def waiting(self, harvests: Iterable[int]) -> int:
        """Count the queued addresses of some harvests. It reads as many index entries: ask rarely."""
        sql = "SELECT count(*) AS n FROM urls WHERE state = 'queued' AND harvest = ?"
        return sum(int(row["n"]) for harvest in harvests for row in self._rows(sql, [harvest]))

    def under_way(self, harvest: int) -> int:
        """Count the addresses that a harvest has leased and not visited yet."""
        row = self._row("SELECT count(*) AS n FROM urls WHERE state = 'leased' AND harvest = ?", [harvest])
        return int(row["n"]) if row else 0

    def adopt(self, harvest: int, dead: int, sources: Sequence[int]) -> None:
        """Give a harvest what a dead one left of some sources; whoever harvests the others can lease the rest again."""
        self.release(dead)
        mine = ",".join("?" * len(sources))
        sql = f"""
            UPDATE urls INDEXED BY urls_waiting_by_source SET harvest = ?
            WHERE state = 'queued' AND harvest = ? AND source IN ({mine})
        """  # noqa: S608 - question marks
        self._run(sql, [harvest, dead, *sources])

    def release(self, harvest: int, ids: Iterable[int] | None = None) -> int:
        """Put back what a harvest leased and did not visit, all of it or some rows; give how many."""
        if ids is None:
            sql = "UPDATE urls SET state = 'queued' WHERE harvest = ? AND state = 'leased'"
            return self._database.conn.execute(sql, [harvest]).rowcount
        sql = "UPDATE urls SET state = 'queued' WHERE id = ? AND harvest = ? AND state = 'leased'"
        return sum(self._database.conn.execute(sql, [key, harvest]).rowcount for key in ids)

    def close(self, visit: Visit, article: int | None, harvest: int | None) -> int:
        """Write how a visit to an address ended; give the id of its row, made if the address is new."""
        known = self._row("SELECT id, tries, found_at, source, kind FROM urls WHERE url = ?", [visit.url])
        if known is None:
            self.add(visit.url, found_on="itself", at=visit.visited_at, state="done")
            known = self._row("SELECT id, tries, found_at, source, kind FROM urls WHERE url = ?", [visit.url])
        assert known is not None  # noqa: S101 - it was written one line above
        fate = {
            "state": "done",
            "outcome": visit.outcome,
            "reason": visit.reason,
            "tries": known["tries"] + 1,
            "last_visit": stamp(visit.visited_at),
            "next_visit": stamp(self._next_visit(known, visit)),
            "harvest": harvest,
        }
        capture = visit.capture
        if capture and visit.outcome and (visit.outcome.is_archived or visit.outcome is Outcome.LISTED):
            validators = {"etag": capture.etag, "last_modified": capture.last_modified}
            is_same = visit.outcome is Outcome.UNCHANGED  # an answer that says so need not repeat them
            fate |= {name: value for name, value in validators.items() if value or not is_same}
            if visit.outcome is Outcome.LISTED:
                fate["digest"] = capture.digest
        if article:
            fate["article"] = article
        self._update("urls", known["id"], fate)
        return int(known["id"])

    def _next_visit(self, known: Row, visit: Visit) -> datetime | None:
        found_at = moment(known["found_at"])
        if visit.outcome is None or found_at is None or known["kind"] != "page" or visit.url.startswith("file:"):
            return None
        source = self._row("SELECT revisits FROM sources WHERE id = ?", [known["source"]])
        own = source["revisits"] if source else None
        plan = PLAN if own is None else [timedelta(seconds=age) for age in json.loads(own)]
        return next_visit(found_at, visit.visited_at, visit.outcome, plan)

    def get(self, url: str) -> Row | None:
        """Give the row of an address, or None."""
        return self._row("SELECT * FROM urls WHERE url = ?", [url])

    def failed(self, harvest: int, limit: int) -> list[Row]:
        """Give the visits of a harvest that brought no article, oldest first."""
        return list(
            self._rows(
                """
                SELECT url, outcome, reason FROM urls
                WHERE harvest = ? AND state = 'done' AND article IS NULL AND outcome NOT IN ('listed', 'unchanged')
                ORDER BY id LIMIT ?
                """,
                [harvest, limit],
            )
        )

    def is_refused(self, harvest: int) -> bool:
        """Tell if a harvest has visited pages, and its hosts let it have none of them."""
        row = self._row(
            """
            SELECT count(*) AS visited, count(*) FILTER (WHERE outcome IN (SELECT value FROM json_each(?))) AS refused
            FROM urls WHERE harvest = ? AND state = 'done' AND kind = 'page'
            """,
            [json.dumps(sorted(REFUSED)), harvest],
        )
        return row is not None and 0 < row["visited"] == row["refused"]

    def silent(self, harvest: int, limit: int) -> list[Row]:
        """Give the feeds, sitemaps and sections in which a harvest has found nothing, with what there was instead."""
        return list(
            self._rows(
                """
                SELECT url, reason FROM urls WHERE harvest = ? AND state = 'done' AND outcome = 'listed'
                    AND (reason = 'lists 0' OR reason GLOB 'lists 0[,;]*') ORDER BY id LIMIT ?
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
                AND (NOT :failed OR (
                    u.state = 'done' AND u.article IS NULL AND u.outcome NOT IN ('listed', 'unchanged')
                ))
            ORDER BY u.last_visit DESC, u.id DESC LIMIT :limit
            """,
            {"outcome": outcome, "source": source, "failed": failed, "limit": limit},
        )
