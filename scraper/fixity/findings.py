"""What a check finds."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How bad it is."""

    DAMAGE = "damage"
    """Something that was stored is not there or not what it was."""

    UNREACHED = "unreached"
    """What could not be looked at: a store of captures that is away."""

    NOTE = "note"
    """What a crash leaves, and nothing that was stored: the end of a file, a record without its row."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be."""

    severity: Severity
    where: str
    what: str
    is_repairable: bool = False
    """True if ``morgue verify --repair`` can make it good from what is whole."""
