"""Checking a whole archive: the database, then every byte of every capture file."""

from collections import defaultdict
from collections.abc import Iterator

from scraper.archive import Archive
from scraper.archive.tables import Row
from scraper.fixity.capture_files import check_file, check_seal
from scraper.fixity.findings import Finding, Severity

REMADE = frozenset({"articles_fts", "letters_fts", "archive.db", "shingles"})
"""What ``Integrity.remake_indexes`` makes good."""


def verify(archive: Archive) -> Iterator[Finding]:
    """Give what is wrong, first in the database, then file by file. Nothing is changed."""
    for where, what in archive.integrity.faults():
        yield Finding(Severity.DAMAGE, where, what, is_repairable=where in REMADE)
    folder = archive.path.parent / "captures"
    seals = archive.captures.seals()
    rows: defaultdict[str, list[Row]] = defaultdict(list)
    for row in archive.captures.in_files():
        rows[row["file"]].append(row)
    for path in sorted(folder.glob("*.warc.gz")):
        seal = seals.pop(path.name, None)
        yield from check_seal(path, seal)
        yield from check_file(path, rows.pop(path.name, []), is_finished=seal is not None)
    for name in sorted(rows.keys() | seals.keys()):
        yield Finding(Severity.DAMAGE, name, f"the file is not there, and {len(rows[name])} captures are in it")
