"""Seeds: what of the archive a worker has to know, as an archive of its own, packed for the spool."""

import shutil
import tempfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from scraper.archive import Archive, open_archive
from scraper.archive.connection import FILE_NAME
from scraper.archive.seeds import make_small
from scraper.cluster.packing import pack
from scraper.cluster.spool import Parcel, Spool
from scraper.sources import Source
from scraper.sources.writing import table_of


class Seeder:
    """Makes seeds of one archive. An empty archive is made once and copied: that costs a tenth of making one."""

    def __init__(self, archive: Archive, spool: Spool, workshop: Path) -> None:
        self._archive = archive
        self._spool = spool
        self._workshop = workshop
        self._empty = workshop / "empty"
        shutil.rmtree(self._empty, ignore_errors=True)
        with open_archive(self._empty, create=True) as empty, empty.transaction():
            empty.clusters.serve()
        make_small(self._empty / FILE_NAME)

    def send(self, sources: Sequence[int], at: datetime, path: str) -> Parcel:
        """Put the seed of some sources into the spool."""
        with tempfile.TemporaryDirectory(dir=self._workshop) as folder:
            file, packed = Path(folder) / FILE_NAME, Path(folder) / "packed"
            shutil.copyfile(self._empty / FILE_NAME, file)
            self._archive.seeds.sow(sources, file, at)
            pack(file, packed)
            return self._spool.put(packed, path)


def sources_of(host: str, sources: Iterable[Source]) -> str:
    """Give the sources.toml of a worker at a host: the sources that share it."""
    return "\n".join(table_of(source) for source in sources if source.host == host)
