"""A page that somebody is to read, and what it says: all that the crawl needs to know of reading."""

from dataclasses import dataclass

from scraper.items import Article
from scraper.stories import Sketch

Fields = dict[str, str]
"""CSS selectors by field, as `scraper.parse` takes them."""

Unread = tuple[bytes, str, str | None, Fields | None, str | None]
"""A page, its address, its Content-Type, the selectors of its source, the content encoding if it is still in one."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a page says."""

    article: Article | None
    """Cleaned."""

    digest: str
    """``sha256:`` and the digest of the page."""

    fault: str | None = None
    """Why it could not be read."""

    sketch: Sketch | None = None
    """That of the article's body."""

    is_folded: bool = False
    """True of a page that was not read, since its content encoding could not be undone in one go."""
