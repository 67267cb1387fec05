"""The digest: what harvests brought since the last one, what is wrong, and what is well again."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta

from scraper.archive import Archive
from scraper.archive.stamps import moment
from scraper.archive.tables import Row
from scraper.harvest.addressees import digest_due
from scraper.harvest.health.disk import folder_bytes, free_bytes

Send = Callable[[str, str], bool]
"""Sends a title and a text; tells if anybody got it."""

MOST = 60
"""Sources that are named one by one."""


def send_digest(archive: Archive, every: timedelta, at: datetime, send: Send) -> None:
    """Send what came since the last digest, if it is time."""
    with archive.transaction():
        if digest_due(archive, every, at) > at:
            return
        last = moment(archive.digests.last())
        since = last if last and last <= at else at - every
        text = summary(archive, since)
        digest = archive.digests.add(text, at)
    if not send(f"Morgue: what came since {since:%Y-%m-%d %H:%M} UTC", text):
        with archive.transaction():
            archive.digests.remove(digest)


def summary(archive: Archive, since: datetime) -> str:
    """Give the text: a line for all, a line a source, those that failed first, then the incidents."""
    rows = sorted(archive.digests.brought(since), key=lambda row: (-row["failed"], -row["stored"], row["source"]))
    parts = [[_total(archive, rows)], list(_sources(rows)), list(_wrong(archive)), list(_mended(archive, since))]
    return "\n\n".join("\n".join(part) for part in parts if part)


def _total(archive: Archive, rows: Sequence[Row]) -> str:
    folder = archive.path.parent
    room = f"The archive takes {folder_bytes(folder) / 1e9:.2f} GB, {free_bytes(folder) / 1e9:.1f} GB are free."
    if not rows:
        return f"Nothing was harvested. {room}"
    stored, revised = sum(row["stored"] for row in rows), sum(row["revised"] for row in rows)
    failed = sum(row["failed"] > 0 for row in rows)
    return f"{stored} new and {revised} revised articles of {len(rows)} sources, of which {failed} failed. {room}"


def _sources(rows: Sequence[Row]) -> Iterator[str]:
    for row in rows[:MOST]:
        failed = f", {row['failed']} of them failed" if row["failed"] else ""
        yield f"{row['source']}: {row['stored']} new, {row['revised']} revised, {row['harvests']} harvests{failed}"
    if len(rows) > MOST:
        yield f"… and {len(rows) - MOST} more: 'morgue log' lists them"


def _wrong(archive: Archive) -> Iterator[str]:
    rows = archive.incidents.open()
    if rows:
        yield "Wrong:"
    for row in rows:
        yield f"{row['source_name'] or 'archive'}: {row['kind']} since {row['began']}: {row['message']}"


def _mended(archive: Archive, since: datetime) -> Iterator[str]:
    rows = archive.incidents.ended_since(since)
    if rows:
        yield "Well again:"
    for row in rows:
        how = "accepted" if row["accepted"] else "ended"
        yield f"{row['source_name'] or 'archive'}: {row['kind']} from {row['began']}, {how} {row['ended']}"
