"""Looking at a source after a harvest, and writing incidents and their ends into the archive."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from scraper.archive import Archive
from scraper.archive.stamps import moment, stamp
from scraper.archive.tables import Row
from scraper.harvest.health import DETECTORS, disk
from scraper.harvest.health.falling import RECENT as RECENT_PAGES
from scraper.harvest.health.falling import newest
from scraper.harvest.health.findings import Facts, Finding, Piece, Run
from scraper.harvest.health.quiet import WEEKS
from scraper.harvest.health.redesign import RECENT as RECENT_ARTICLES


def judge(archive: Archive, source: int, harvest: int, now: datetime) -> None:
    """Write what is wrong with a source after a harvest, in the transaction that is open."""
    accepted = archive.incidents.accepted(source)
    facts = {since: facts_of(archive, source, harvest, now, since) for since in {"", *accepted.values()}}
    for detector in DETECTORS:
        finding = detector.look(facts[accepted.get(detector.kind, "")])
        _write(archive, source, detector.kind, finding, now)


def judge_disk(archive: Archive, folder: Path, now: datetime) -> None:
    """Write if the disk has less than a week left."""
    rows = archive.vitals.sizes(now - disk.WINDOW)
    sizes = [(at, row["disk"]) for row in rows if (at := moment(row["started"]))]
    _write(archive, None, disk.KIND, disk.look(sizes, disk.free_bytes(folder)), now)


def facts_of(archive: Archive, source: int, harvest: int, now: datetime, since: str = "") -> Facts:
    """Read what the detectors need. What is usual is what was, before anything was wrong.

    ``since``, UTC text, is from when on the source is as a person has accepted it: nothing earlier is looked at.
    """
    vitals, until = archive.vitals, stamp(now + timedelta(seconds=1)) or ""
    calm = archive.incidents.calm_until(source, since)
    runs = _runs(vitals.runs(source, until), since)
    pieces = _pieces(vitals.articles(source, until), since)
    hours = vitals.arrivals(source, max(now - timedelta(weeks=WEEKS), moment(since) or now - timedelta(weeks=WEEKS)))
    return Facts(
        now=now,
        active_hours=frozenset(_hour(text) for text in hours),
        last_arrival=moment(vitals.last_arrival(source)),
        runs=runs,
        usual_runs=_runs(vitals.runs(source, calm), since) if calm else runs[len(newest(runs, RECENT_PAGES)) :],
        pieces=pieces,
        usual_pieces=_pieces(vitals.articles(source, calm), since) if calm else pieces[RECENT_ARTICLES:],
        listings=[(row["url"], row["outcome"], row["reason"]) for row in vitals.listings(source, harvest)],
    )


def _runs(rows: Sequence[Row], since: str) -> list[Run]:
    return [
        Run(at, json.loads(row["outcomes"]), bool(row["is_failed"]), row["reason"])
        for row in rows
        if row["started"] >= since and (at := moment(row["started"]))
    ]


def _pieces(rows: Sequence[Row], since: str) -> list[Piece]:
    return [Piece(row["confidence"], bool(row["has_counters"])) for row in rows if row["first_seen"] >= since]


def _hour(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%dT%H").replace(tzinfo=UTC)


def _write(archive: Archive, source: int | None, kind: str, finding: Finding | None, now: datetime) -> None:
    if finding is None:
        return
    if finding.message is None:
        archive.incidents.end(source, kind, now)
    else:
        archive.incidents.begin(source, kind, finding.message, began=finding.since or now, noticed=now)
