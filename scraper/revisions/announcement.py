"""Whether a publisher told the readers of an edit."""

import re
from datetime import datetime

from scraper.revisions.version import Version

_NOTE = re.compile(
    r"\b(?:correction|corrected|clarification|editor'?s note|an earlier version|this (?:article|story) (?:was|has been)"
    r" (?:amended|updated|corrected|changed)"
    r"|korrektur|anmerkung der redaktion|in einer früheren version|erratum|rectificatif"
    r"|corrección|fe de errata|correção|errata corrige|rectificatie|rättelse|исправлен\w*|уточнен\w*)|訂正|更正",
    re.IGNORECASE,
)


def announcement(
    old: Version, new: Version, modified: tuple[datetime | str | None, datetime | str | None]
) -> str | None:
    """Say how the page itself tells of the edit: ``note``, ``date_modified``, or None for a silent one.

    ``modified`` are the two moments of change that the page gave, before and after.
    """
    if len(_NOTE.findall(new.body or "")) > len(_NOTE.findall(old.body or "")):
        return "note"
    before, after = modified
    return "date_modified" if after and after != before else None
