"""Morgue: crawl news sites, read their articles and counters, keep every version in one SQLite file."""

from typing import TYPE_CHECKING, Any

from scraper.items import Article, ShareCount
from scraper.version import __version__

if TYPE_CHECKING:
    from scraper.archive import open_archive
    from scraper.parsing import parse

__all__ = ["Article", "ShareCount", "__version__", "open_archive", "parse"]


def __getattr__(name: str) -> Any:
    """Import reading and the archive when they are asked for: whoever needs one of them seldom needs the other."""
    if name == "open_archive":
        from scraper.archive import open_archive  # noqa: PLC0415 - that is the point

        return open_archive
    if name == "parse":
        from scraper.parsing import parse  # noqa: PLC0415 - as above

        return parse
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
