"""From what was received to an article that can be stored: all the work on a page that needs no other page."""

from datetime import UTC, datetime

from scraper.captures.payload_digest import sha256
from scraper.cleaning import clean_article
from scraper.crawling.unfolding import unfolded
from scraper.crawling.unread import Fields, Reading
from scraper.parsing import parse
from scraper.stories import sketch_of


def read_page(
    body: bytes, url: str, content_type: str | None, fields: Fields | None = None, encoding: str | None = None
) -> Reading:
    """Read a page. Never raises: one page that cannot be read must not cost the crawl."""
    html = unfolded(body, encoding)
    if html is None:
        return Reading(None, "", is_folded=True)
    digest = sha256(html)
    try:
        article = parse(html, url, content_type, fields)
        clean_article(article, datetime.now(UTC))
        return Reading(article, digest, sketch=sketch_of(article.body))
    except Exception as error:  # noqa: BLE001 - whatever it was, the outcome of the visit says so
        return Reading(None, digest, f"{type(error).__name__}: {error}"[:200])
