"""What happens to the raw pages of an archive that is added to another."""

from enum import StrEnum


class Keep(StrEnum):
    """Where its capture files are afterwards."""

    COPY = "copy"
    MOVE = "move"
    """They go over, and are gone there when all is stored here."""

    LEAVE = "leave"
    """The rows come without their pages."""
