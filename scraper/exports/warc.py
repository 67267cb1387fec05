"""The captures of the chosen articles in one WARC file, byte for byte as they were stored."""

from collections.abc import Iterator
from pathlib import Path

from scraper.captures.copying import Copier, info_member
from scraper.captures.reading import StoredRecord
from scraper.captures.records import ANSWERS
from scraper.exceptions import BadCapture, NotArchived
from scraper.exports.export import Export

CAPTURED = ANSWERS
"""The kinds of record that are a capture; the others say something about one."""

Copied = tuple[StoredRecord, int, int]
"""A record, its offset in the new file and its length in bytes."""


def copy_captures(export: Export, target: Path, name: str) -> Iterator[Copied]:
    """Write the file while its records are iterated over; the first one says what made it.

    A capture that is damaged or whose file is gone is passed over and counted in ``about["damaged_captures"]``.
    """
    folder = export.archive.path.parent / "captures"
    damaged = 0
    with target.open("wb") as file:
        file.write(info_member(name, _info(export)))
        copier = Copier(folder, file)
        try:
            for row in export.archive.exports.captures():
                try:
                    yield from copier.copy(row["file"], row["offset"])
                except BadCapture:
                    damaged += 1
        finally:
            copier.close()
    export.about["damaged_captures"] = damaged


def checked(export: Export, responses: int) -> None:
    """Say how many captures were copied. Raises NotArchived if there is none to take."""
    if not responses:
        raise NotArchived("none of these articles has a stored page: they were archived with --no-captures")
    export.about["captures"] = responses


def _info(export: Export) -> dict[str, str]:
    filters = ", ".join(f"{name}={value}" for name, value in export.about["filters"].items())
    return {
        "software": f"newsmorgue/{export.about['version']}",
        "format": "WARC File Format 1.1",
        "description": f"captures of {export.about['articles']} articles ({filters or 'all'})",
    }
