"""Every number that a page prints about itself."""

from scraper.counters.agreement import agreed
from scraper.counters.metadata import metadata_counts
from scraper.counters.ownership import own_counts
from scraper.extraction.page import Page
from scraper.items import ShareCount


def share_counts(page: Page) -> list[ShareCount]:
    """Read the counters of a page, in page order. An unreadable page has none; nothing is raised."""
    metadata = metadata_counts(page)
    return agreed([*own_counts(page, metadata), *metadata])
