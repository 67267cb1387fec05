"""Morgue: crawl news sites, read their articles and counters, keep every version in one SQLite file."""

from scraper.archive import open_archive
from scraper.items import Article, ShareCount
from scraper.parsing import parse
from scraper.version import __version__

__all__ = ["Article", "ShareCount", "__version__", "open_archive", "parse"]
