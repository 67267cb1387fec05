"""Morgue: crawl news sites, read their articles and counters, keep every version in one SQLite file."""

from typing import TYPE_CHECKING, Any

from scraper.items import Article, ShareCount
from scraper.parsing import parse
from scraper.version import __version__

if TYPE_CHECKING:
    from scraper.archive import open_archive

__all__ = ["Article", "ShareCount", "__version__", "open_archive", "parse"]


def __getattr__(name: str) -> Any:
    """Import the archive when it is asked for: whoever only reads pages needs no database."""
    if name == "open_archive":
        from scraper.archive import open_archive  # noqa: PLC0415 - that is the point

        return open_archive
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
