"""Captures of another archive that lie in a store: the files stay there, and both archives name their place."""

from collections.abc import Iterator

from scraper.archive import Archive
from scraper.archive.merging import captures as rows
from scraper.archive.merging.meeting import Meeting
from scraper.captures.places import SCHEMES, is_elsewhere
from scraper.exceptions import ArchiveError


def check_places(met: Meeting) -> None:
    """Raise ArchiveError if a file is said to lie where no captures can be read."""
    for row in rows.files(met):
        file = str(row["file"])
        if is_elsewhere(file) and file.partition("://")[0] not in SCHEMES:
            raise ArchiveError(f"captures are said to lie in {file[:100]!r}, which is no store: '--captures leave'")


def refer(archive: Archive, met: Meeting) -> Iterator[str]:
    """Take over the places of captures that lie in stores, file by file, and give each."""
    for row in rows.files(met):
        file = str(row["file"])
        if row["missing"] and is_elsewhere(file):
            places = [(one["offset"], one["offset"]) for one in rows.captures_in(met, file)]
            with archive.transactions.joined():
                rows.place(met, file, file, places)
                met.add(
                    "capture_files",
                    """
                    INSERT INTO main.capture_files SELECT * FROM other.capture_files WHERE file = ?
                    ON CONFLICT (file) DO NOTHING
                    """,
                    [file],
                )
            yield file
