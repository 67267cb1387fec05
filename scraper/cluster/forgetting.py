"""What was taken in leaves the spool, once it is written that it was."""

import re
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from procrastinate import JobContext

from scraper.cluster.errand import parcel_of
from scraper.cluster.spool import Spool
from scraper.cluster.tasks import OwnTasks
from scraper.exceptions import MorgueError

PLACE = re.compile(r"(seeds|files)/[\w.-]+")
"""Where in the spool lies what tasks are made from."""


def forget_afterwards(context: JobContext, values: Mapping[str, Any], spool: Spool) -> None:
    """Take out of the spool what was taken in, and what its task was made from, once it is written that it was.

    Whoever is killed before takes it in once more, which changes nothing; what is left after that, `sweep` finds.
    """
    manager = context.app.job_manager
    assert isinstance(manager, OwnTasks)  # noqa: S101 - `queue_at` has made it
    manager.afterwards[context.job.id or 0] = lambda: _forget(values, spool)


def _forget(values: Mapping[str, Any], spool: Spool) -> None:
    with suppress(MorgueError):
        for folder in {parcel_of(parcel).path.rpartition("/")[0] for parcel in values["parcels"]}:
            spool.remove(folder)
        for path in values["taken"]:
            if PLACE.fullmatch(path):
                spool.remove(path)
