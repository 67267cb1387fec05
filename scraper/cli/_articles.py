"""Articles as people name them on the command line."""

from scraper.archive import Archive
from scraper.archive.tables import Row
from scraper.exceptions import BadUrl, NotArchived
from scraper.text import printable
from scraper.urls import clean


def article_at(archive: Archive, id_or_url: str) -> Row:
    """Give the row of an article by its id, its address, or any spelling of it. Raises NotArchived."""
    row = archive.articles.find(id_or_url) or archive.articles.find(_spelled(id_or_url))
    if row is None:
        raise NotArchived(f"no article {printable(id_or_url)}: 'morgue search WORDS' finds the ids")
    return row


def _spelled(id_or_url: str) -> str:
    try:
        return clean(id_or_url)
    except BadUrl:
        return ""
