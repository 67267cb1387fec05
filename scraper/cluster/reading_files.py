"""One file of captures, in a process of its own: imported into a small archive, or read once more for a large one."""

import os
import time
from collections.abc import Mapping
from typing import Any

from scraper.archive import open_archive
from scraper.cluster.errand import Brought, FileErrand
from scraper.cluster.packing import hand_in, pack
from scraper.cluster.readings import write_readings
from scraper.cluster.spool import Spool
from scraper.importing.filters import Filters
from scraper.importing.running import Options, import_files


def import_file(errand: FileErrand) -> Brought:
    """Import the file into an archive and hand that in. Raises MorgueError."""
    started = time.monotonic()
    spool = Spool(errand.spool)
    path = errand.folder / errand.name
    spool.get(errand.file, path)
    with open_archive(errand.folder, create=True) as archive:
        with archive.transaction():
            archive.clusters.serve()
        imported = import_files(archive, [path], options_of(errand.options))
        if imported.error:
            raise imported.error
        with archive.transaction():
            archive.harvests.sign(imported.harvest, errand.signature)
        seals = archive.captures.seals()
    passed = {reason: count for reason, count in imported.skipped.items() if count}
    ended = time.process_time()
    return _brought(hand_in(errand, spool, seals), dict(imported.outcomes) | passed, started, ended)


def reread_file(errand: FileErrand) -> Brought:
    """Read the captures of the file with today's parser and hand in what is read. Raises MorgueError."""
    started = time.monotonic()
    spool = Spool(errand.spool)
    path, read, packed = (errand.folder / name for name in (errand.name, "readings", "readings.jsonl.zst"))
    spool.get(errand.file, path)
    count = write_readings(path, read)
    ended = time.process_time()
    pack(read, packed)
    return _brought((spool.put(packed, f"{errand.place}/{packed.name}"),), {"read": count}, started, ended)


def options_of(values: Mapping[str, Any]) -> Options:
    """Give the options of an import as a task brings them; it is read in this process alone."""
    filters = Filters(tuple(values["hosts"]), values["since"], values["until"], values["language"])
    return Options(filters=filters, keeps_captures=bool(values["keeps_captures"]), processes=0)


def _brought(parcels: tuple[Any, ...], outcomes: Mapping[str, int], started: float, ended: float) -> Brought:
    times = os.times()
    return Brought(
        parcels=parcels,
        outcomes=outcomes,
        seconds=time.monotonic() - started,
        cpu=times.user + times.system,
        apart=time.process_time() - ended,
    )
