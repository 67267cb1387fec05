"""Checking one capture file against the rows that name it."""

from collections.abc import Iterator
from pathlib import Path

from scraper.archive.tables import Row
from scraper.captures.members import Member
from scraper.captures.reading import StoredRecord, page_digest, records
from scraper.captures.records import ANSWERS
from scraper.captures.writing import seal_of
from scraper.exceptions import BadCapture
from scraper.fixity.findings import Finding, Severity


def check_seal(path: Path, seal: Row | None) -> Iterator[Finding]:
    """Compare a whole file with what it was when it was closed, if it was: this finds a single bit."""
    if seal is None:
        return
    found = seal_of(path)
    if (found.size, found.digest) != (seal["size"], seal["digest"]):
        yield Finding(Severity.DAMAGE, path.name, "the file is not what it was when it was closed")


def check_file(path: Path, rows: list[Row], *, is_finished: bool, is_shared: bool = False) -> Iterator[Finding]:
    """Give what is wrong with a file, from its first byte to its last.

    A file that is not finished, since its harvest was killed or is at work, may end in the middle of a record. One that
    is shared may have records that are another archive's.
    """
    wanted = {row["offset"]: row for row in rows}
    for record in records(path):
        place = f"{path.name} at {record.offset}"
        row = wanted.pop(record.offset, None)
        if isinstance(record, Member):
            yield _unreadable(record, place, may_be_cut=row is None and not is_finished)
        elif row is not None or not is_shared:
            yield from _compared(record, row, place)
    for offset in wanted:
        yield Finding(Severity.DAMAGE, f"{path.name} at {offset}", "no record begins there, and a capture says so")


def _unreadable(member: Member, place: str, *, may_be_cut: bool) -> Finding:
    if member.fault == "cut" and may_be_cut:
        return Finding(Severity.NOTE, place, "the file ends in the middle of a record: a crash; all before is whole")
    return Finding(Severity.DAMAGE, place, member.fault or "it cannot be read")


def _compared(record: StoredRecord, row: Row | None, place: str) -> Iterator[Finding]:
    if row is None:
        if record.kind in ANSWERS and not 300 <= (record.status or 0) < 400:  # noqa: PLR2004 - redirects
            what = f"the record of {record.url} has no row: a crash came between"
            yield Finding(Severity.NOTE, place, what, is_repairable=True)
        return
    if record.length != row["length"] or record.payload_digest != row["payload_digest"]:
        yield Finding(Severity.DAMAGE, place, f"the record is not what capture {row['id']} says")
    elif record.kind != "revisit" and row["digest"] and not _is_page(record, row["digest"]):
        yield Finding(Severity.DAMAGE, place, f"the page is not what the digest of capture {row['id']} says")


def _is_page(record: StoredRecord, digest: str) -> bool:
    try:
        return page_digest(record.page()) == digest
    except BadCapture:
        return False
