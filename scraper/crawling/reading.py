"""From what was received to an article."""

from dataclasses import dataclass

from scraper.captures.records import sha256
from scraper.items import Article
from scraper.parsing import parse

Fields = dict[str, str]
"""CSS selectors by field, as `scraper.parse` takes them."""

Unread = tuple[bytes, str, str | None, Fields | None]
"""A page, its address, its Content-Type and the selectors of its source."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a page says."""

    article: Article | None
    digest: str
    """``sha256:`` and the digest of the page."""

    fault: str | None = None
    """Why it could not be read."""


def read_page(html: bytes, url: str, content_type: str | None, fields: Fields | None = None) -> Reading:
    """Read a page. Never raises: one page that cannot be read must not cost the crawl."""
    digest = sha256(html)
    try:
        return Reading(parse(html, url, content_type, fields), digest)
    except Exception as error:  # noqa: BLE001 - whatever it was, the outcome of the visit says so
        return Reading(None, digest, f"{type(error).__name__}: {error}"[:200])
