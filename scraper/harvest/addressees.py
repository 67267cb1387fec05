"""Who is to be told, and when of everything; asked often, so that nothing of Apprise is imported."""

import os
from datetime import datetime, timedelta

from scraper.archive import Archive
from scraper.archive.stamps import moment
from scraper.sources.notices import Notices

VARIABLE = "MORGUE_NOTIFY"
"""Addresses of Apprise, apart by spaces; they come on top of those of sources.toml."""


def addressees(notices: Notices) -> list[str]:
    """Give the addresses of Apprise of all that are to be told."""
    return [*notices.to, *os.environ.get(VARIABLE, "").split()]


def next_digest(archive: Archive, notices: Notices, now: datetime) -> datetime | None:
    """Give when the next digest is due, now if it is; None if nobody wants one."""
    wanted = notices.digest if addressees(notices) else None
    return digest_due(archive, wanted, now) if wanted else None


def digest_due(archive: Archive, every: timedelta, now: datetime) -> datetime:
    """Give when the next digest is due, now if it is. The clock may have been wrong: one sent in the future is none."""
    last = moment(archive.digests.last())
    return last + every if last and last <= now < last + every else now
