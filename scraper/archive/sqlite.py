"""sqlite-utils without pandas and numpy, which it imports where they are: half a second and ninety megabytes."""

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Database", "Migrations"]


@contextmanager
def _unfound(name: str) -> "Iterator[None]":
    """Let a module that nobody has imported yet look as if it were not installed."""
    is_hidden = name not in sys.modules
    if is_hidden:
        sys.modules[name] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        if is_hidden:
            del sys.modules[name]


with _unfound("pandas"), _unfound("numpy"):
    from sqlite_utils import Database, Migrations
