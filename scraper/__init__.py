"""Morgue: crawl news sites, read their articles and counters, keep every version in one SQLite file."""

__version__ = "0.1.0"
