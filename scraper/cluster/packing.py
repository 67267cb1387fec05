"""Archives on their way: compressed, and the capture files beside them."""

from collections.abc import Mapping
from pathlib import Path

from backports import zstd

from scraper.archive.connection import FILE_NAME
from scraper.archive.tables import Row
from scraper.captures.writing import Seal
from scraper.cluster.errand import Errand
from scraper.cluster.spool import Parcel, Spool

LEVEL = 3
PIECE = 1 << 20


def pack(source: Path, target: Path) -> None:
    """Compress a file."""
    with source.open("rb") as file, zstd.open(target, "wb", level=LEVEL) as packed:
        while piece := file.read(PIECE):
            packed.write(piece)


def unpack(source: Path, target: Path, largest: int) -> None:
    """Undo `pack`. Raises ValueError for more than ``largest`` bytes, OSError or ZstdError for what is no such file."""
    size = 0
    with zstd.open(source, "rb") as packed, target.open("wb") as file:
        while piece := packed.read(PIECE):
            size += len(piece)
            if size > largest:
                raise ValueError(f"{source.name} unfolds to more than {largest} bytes")
            file.write(piece)


def packed_name() -> str:
    """Give the name of a packed archive."""
    return f"{FILE_NAME}.zst"


def hand_in(errand: Errand, spool: Spool, seals: Mapping[str, Row]) -> tuple[Parcel, ...]:
    """Put the archive of a task and its capture files into the spool; what was sealed is not read for its digest."""
    packed = errand.folder / packed_name()
    pack(errand.folder / FILE_NAME, packed)
    files = [*sorted((errand.folder / "captures").glob("*.warc.gz")), packed]
    return tuple(spool.put(path, f"{errand.place}/{path.name}", seal_in(seals, path)) for path in files)


def seal_in(seals: Mapping[str, Row], path: Path) -> Seal | None:
    """Give what a file was when it was closed; None if that is not known."""
    row = seals.get(path.name)
    return Seal(path.name, row["size"], row["digest"]) if row else None
