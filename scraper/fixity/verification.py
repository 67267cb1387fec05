"""Checking a whole archive: the database, then every byte of every capture file."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from scraper.archive import Archive
from scraper.archive.tables import Row
from scraper.captures.places import is_elsewhere, store_of, whole_file
from scraper.exceptions import BadCapture, StoreAway
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
    left = sorted(rows.keys() | seals.keys())
    for name in (name for name in left if not is_elsewhere(name)):
        yield Finding(Severity.DAMAGE, name, f"the file is not there, and {len(rows[name])} captures are in it")
    yield from _in_stores(folder, {name: (seals.get(name), rows[name]) for name in left if is_elsewhere(name)})


def _in_stores(folder: Path, files: Mapping[str, tuple[Row | None, list[Row]]]) -> Iterator[Finding]:
    """Check the files that lie in stores; a store that is away is asked once."""
    away = dict[str, str]()
    for file, (seal, rows) in files.items():
        if store_of(file) in away:
            continue
        try:
            with whole_file(folder, file) as path:
                for found in (*check_seal(path, seal), *check_file(path, rows, is_finished=True, is_shared=True)):
                    yield replace(found, where=found.where.replace(path.name, file))
        except BadCapture as error:
            words = str(error).removeprefix(f"{file}: ")
            yield Finding(Severity.DAMAGE, file, f"{words}, and {len(rows)} captures are in it")
        except StoreAway as error:
            away[store_of(file)] = str(error)
    for store, words in away.items():
        count = sum(store_of(file) == store for file in files)
        yield Finding(Severity.UNREACHED, store, f"{count} files were not checked: {words}")
