"""sqlite-utils without pandas, which it imports where that is installed: half a second and ninety megabytes lost."""

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


with _unfound("pandas"):
    from sqlite_utils import Database, Migrations
