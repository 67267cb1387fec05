"""Which of the databases that Datasette serves is the archive, and how a page asks it."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from datasette.app import Datasette
from datasette.database import Database as Served
from datasette.utils.asgi import NotFound
from sqlite_utils import Database

from scraper.archive import Archive

T = TypeVar("T")
OWN = {"articles", "revisions", "share_counts", "urls", "captures"}


async def is_archive(served: Served) -> bool:
    """Tell if a database is an archive of Morgue."""
    return set(await served.table_names()) >= OWN


async def archive_database(datasette: Datasette) -> Served:
    """Give the first archive that is served. Raises NotFound."""
    for served in datasette.databases.values():
        if await is_archive(served):
            return served
    raise NotFound("no archive is served here: 'morgue serve' shows one, 'datasette data/archive.db' too")


async def ask(datasette: Datasette, question: Callable[[Archive], T]) -> T:
    """Run a function over the archive in one of Datasette's threads."""
    served = await archive_database(datasette)
    path = Path(served.path or "archive.db")
    answer: T = await served.execute_fn(lambda connection: question(Archive(Database(connection), path)))
    return answer
