"""From a stored record to the visit that brought it."""

from dataclasses import dataclass, field
from datetime import datetime

from scraper.acceptance import accept
from scraper.captures.encodings import decoded
from scraper.captures.payload_digest import sha256
from scraper.cleaning import clean_article
from scraper.clipping import parse_text
from scraper.exceptions import BadCapture
from scraper.extraction.reservations import note_reservations, of_headers
from scraper.items import Article, Capture, Outcome, Record, Visit
from scraper.parsing import parse
from scraper.text import decode

OK = 200
ENDS = {404: Outcome.NOT_FOUND, 410: Outcome.GONE, 451: Outcome.GONE}
"""Statuses that are kept as the proof of a deletion."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPage:
    """What is known of one answer from its records alone."""

    address: str
    """What was asked for, before redirects."""

    answered_by: str
    fetched_at: datetime
    """Aware, UTC."""

    status: int
    headers: dict[str, str]
    """Names in lower case."""

    payload: bytes = field(repr=False)
    """As transferred; that of the earlier capture where the record only names it."""

    record: Record
    is_list: bool = False
    """True for a feed, sitemap or section page, which was read for addresses only."""

    is_revisit: bool = False
    """True if the record only names an earlier capture."""


def visit_of(page: StoredPage) -> Visit:
    """Give the visit that brought a page, as today's Morgue would have ended it."""
    visit = Visit(url=page.address, visited_at=page.fetched_at)
    visit.capture = Capture(
        url=page.answered_by,
        fetched_at=page.fetched_at,
        status=page.status,
        content_type=page.headers.get("content-type"),
        etag=page.headers.get("etag"),
        last_modified=page.headers.get("last-modified"),
        record=page.record,
    )
    try:
        html = decoded(page.payload, page.headers.get("content-encoding"))
        visit.capture.digest = sha256(html)
        if page.is_list:
            visit.end(Outcome.LISTED)
        elif page.status == OK:
            visit.article = read_article(html, page.answered_by, page.headers.get("content-type"))
            note_reservations(visit.article, [of_headers(page.headers.items())])
    except BadCapture as error:
        visit.end(Outcome.PARSE_ERROR, str(error))
    except Exception as error:  # noqa: BLE001 - one page that cannot be read must not cost the others
        visit.end(Outcome.PARSE_ERROR, f"{type(error).__name__}: {error}"[:200])
    _judge(visit)
    return visit


def read_article(html: bytes, url: str, content_type: str | None) -> Article:
    """Read a page, or what was copied out of one as text."""
    is_text = (content_type or "").lower().startswith("text/plain")
    return parse_text(decode(html), url) if is_text else parse(html, url, content_type)


def _judge(visit: Visit) -> None:
    status = visit.capture.status if visit.capture else OK
    if visit.article:
        clean_article(visit.article, visit.visited_at)
        accept(visit)
    elif visit.outcome is None:
        visit.end(ENDS.get(status, Outcome.NOT_ARTICLE), f"HTTP {status}")
