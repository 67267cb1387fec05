"""The sources: which sites are harvested and how, as people write it down in ``sources.toml``."""

from scraper.sources.choosing import choose
from scraper.sources.reading import FILE_NAME, read_sources
from scraper.sources.source import Source

__all__ = ["FILE_NAME", "Source", "choose", "read_sources"]
