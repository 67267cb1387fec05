"""A consistent copy of an archive, also while a crawl is writing to it."""

import shutil
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from scraper.archive import Archive
from scraper.archive.connection import FILE_NAME
from scraper.captures.places import is_elsewhere, store_of
from scraper.exceptions import BadInput


@dataclass(frozen=True, slots=True)
class Copied:
    """What a backup holds."""

    captures: int
    """Capture files."""

    size: int
    """Bytes in all."""

    elsewhere: dict[str, int] = field(default_factory=dict)
    """Capture files that are not copied, by the store in which they stay."""


def backup(archive: Archive, target: Path) -> Copied:
    """Copy the database, then the capture files and the list of sources, into a folder that holds no archive yet.

    The order makes it consistent: records are written before their rows, so each row of the copied database finds its
    record in the files copied after it. Raises BadInput.
    """
    if (target / FILE_NAME).exists():
        raise BadInput(f"{target} holds an archive already: choose another folder")
    if archive.path.parent.resolve() in target.resolve().parents:
        raise BadInput(f"{target} is in the folder that is copied, and is lost with it: choose one elsewhere")
    try:
        (target / "captures").mkdir(parents=True, exist_ok=True)
        archive.copy_to(target / FILE_NAME)
        files = [_copied(path, target / "captures") for path in _capture_files(archive)]
        sources = archive.path.parent / "sources.toml"
        if sources.exists():
            shutil.copy2(sources, target)
    except OSError as error:
        raise BadInput(f"cannot copy to {target}: {error.strerror}") from error
    size = sum(path.stat().st_size for path in [target / FILE_NAME, *files])
    elsewhere = Counter(store_of(file) for file in archive.captures.seals() if is_elsewhere(file))
    return Copied(len(files), size, dict(elsewhere))


def _capture_files(archive: Archive) -> list[Path]:
    return sorted((archive.path.parent / "captures").glob("*.warc.gz"))


def _copied(path: Path, folder: Path) -> Path:
    return Path(shutil.copy2(path, folder))
