"""An import by many machines: each file of captures is one task, whose archive is merged."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from scraper.archive import open_archive
from scraper.archive.stamps import now
from scraper.cluster.database import connected, the_cluster
from scraper.cluster.founding import check_archive
from scraper.cluster.handing_out import Handed, HandingOut, Wanted
from scraper.cluster.joining import check_mark
from scraper.cluster.sharing import Chosen
from scraper.cluster.spool import Spool
from scraper.cluster.tasks import IMPORT, RESULTS, queue_at
from scraper.cluster.watching import ClusterWatch, OtherWatch
from scraper.importing.choice import Choice
from scraper.importing.files import files, holds_many
from scraper.importing.portions import identity_of
from scraper.importing.running import Options

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Split:
    """What of an import goes where."""

    shared: list[Path]
    here: list[Path]
    """Single pages: a task each would cost more than reading them."""

    known: list[Path]
    """Files that were imported before."""


def split(data: Path, paths: Sequence[Path], options: Options) -> Split:
    """Look which files are new, and which hold enough to be shared out."""
    listed, found = list(files(paths)), Split([], [], [])
    with open_archive(data, create=True) as archive:
        wanted = Choice(folder=data, now=now(), harvest=0, filters=options.filters).wanted()
        for path in listed:
            if not holds_many(path):
                found.here.append(path)
                continue
            known = archive.imports.find(identity_of(path), wanted)
            (found.known if known and known["finished"] else found.shared).append(path)
    return found


async def import_shared(url: str, data: Path, paths: Sequence[Path], options: Options, say: Say) -> Handed:
    """Have workers import files, and wait until their archives are merged, by the watch of the archive or here."""
    with connected(url) as connection:
        cluster = the_cluster(connection, url)
    check_archive(cluster, data)
    spool = Spool(cluster.spool)
    check_mark(spool, cluster)
    filters = options.filters
    wanted = {
        "hosts": list(filters.hosts),
        "since": filters.since,
        "until": filters.until,
        "language": filters.language,
        "keeps_captures": options.keeps_captures,
    }
    out = HandingOut(spool, paths, Wanted(task=IMPORT, options=wanted, answer_to=RESULTS))
    try:
        await ClusterWatch(url, Chosen(data, (), {}), say, out.run).run()
    except OtherWatch:
        queue = queue_at(url)
        async with queue.open_async():
            await out.run(queue)
    return out.handed
