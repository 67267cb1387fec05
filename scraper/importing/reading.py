"""From a portion to visits ready to be stored: what the processes of an import do beside each other."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from scraper.acceptance import accept
from scraper.archive import Archive, open_archive
from scraper.archive.stamps import moment, now
from scraper.captures.encodings import decoded
from scraper.captures.members import members_in, next_start
from scraper.captures.packing import Packed, packed
from scraper.captures.payload_digest import sha256
from scraper.captures.records import Original
from scraper.cleaning import clean_article
from scraper.clipping import parse_text
from scraper.exceptions import BadCapture, BadUrl
from scraper.extraction.reservations import note_reservations, of_headers
from scraper.importing.choice import Choice
from scraper.importing.found import Found, FoundPage, Skipped
from scraper.importing.portions import Portion
from scraper.importing.warc import member_pages
from scraper.items import Article, Capture, Exchange, Outcome, Visit
from scraper.parsing import parse
from scraper.stories import sketch_of
from scraper.text import decode
from scraper.urls import clean, identity


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page that can be stored."""

    visit: Visit
    """Its capture without the exchange."""

    packed: Packed | None
    """The raw page; None where it is not to be kept."""

    known_by: tuple[datetime | None, str | None]
    """Moment and digest, of which those that are there tell the page from others of its address."""


@dataclass(slots=True)
class ReadPortion:
    """What a portion brought."""

    pages: list[ReadPage] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    """What was passed over, by reason."""

    faults: dict[str, str] = field(default_factory=dict)
    """Where something was wrong, the first of each reason."""

    began: int = 0
    """Offset of the first record that is in it or behind it."""

    ended: int = 0
    """Offset of the first record behind it."""

    is_whole: bool = True
    """False if the disk gave up: the rest is to be read another time."""

    def skip(self, reason: str, where: str | None = None) -> None:
        """Count what is passed over; ``where`` for what is a fault."""
        self.skipped[reason] += 1
        if where:
            self.faults.setdefault(reason, where)


def read_portion(portion: Portion) -> ReadPortion:
    """Read a portion. Raises nothing that a page can cause."""
    read = ReadPortion()
    known = _opened(portion.choice.folder)
    found = iter(portion.found) if portion.path is None else _found_in(portion, portion.path, read)
    try:
        for one in found:
            _read_one(one, portion.choice, known, read)
    except OSError as error:
        read.skip("a file that cannot be read", f"{portion.path}: {error.strerror}")
        read.is_whole = False
    return read


@lru_cache(maxsize=1)
def _opened(folder: Path) -> Archive:
    """Open the archive once a process, to know what it holds."""
    return open_archive(folder)


def forget(folder: Path) -> None:
    """Close what was opened in this process."""
    if _opened.cache_info().currsize:
        _opened(folder).close()
        _opened.cache_clear()


def _found_in(portion: Portion, path: Path, read: ReadPortion) -> Found:
    with path.open("rb") as file:
        read.began = portion.start if portion.is_exact else next_start(file, portion.start)
        read.ended = path.stat().st_size
        for member in members_in(file, read.began):
            if member.offset >= portion.end:
                read.ended = member.offset
                return
            yield from member_pages(member, str(path), portion.choice.now)


def _read_one(one: FoundPage | Skipped, choice: Choice, archive: Archive, read: ReadPortion) -> None:
    if isinstance(one, Skipped):
        read.skip(one.reason, one.where if one.is_fault else None)
    elif not choice.filters.lets_in(one):
        read.skip("filtered out")
    else:
        try:
            url = clean(one.url) if one.url else choice.url or Path(one.where).resolve().as_uri()
        except BadUrl as error:
            read.skip("no address that could be fetched", str(error))
        else:
            read.pages += _read_page(one, url, choice, (archive, read))


def _read_page(page: FoundPage, url: str, choice: Choice, context: tuple[Archive, ReadPortion]) -> Iterator[ReadPage]:
    archive, read = context
    if page.url and page.fetched_at and archive.captures.is_known(url, page.fetched_at):
        read.skip("already archived")
        return
    visit = visit_of(page, url, is_known=choice.url is not None)
    if visit.article and not choice.filters.speaks(visit.article):
        read.skip("in another language")
        return
    if visit.article:
        clean_article(visit.article, visit.visited_at)
    accept(visit)
    visit.sketch = sketch_of(visit.article.body) if visit.article else None
    digest = visit.capture.digest if visit.capture else None
    known_by = (page.fetched_at, None if page.url and page.fetched_at else digest)
    yield ReadPage(visit, _packed(page, visit, choice, archive), known_by)


def visit_of(page: FoundPage, url: str, *, is_known: bool = False) -> Visit:
    """Read a page, the visit to an address that it is from. ``is_known`` if somebody named the address.

    Where the file does not say whence the page is, its own word for its address is believed.
    """
    at = page.fetched_at or now()
    visit = Visit(url=url, visited_at=at)
    visit.capture = Capture(url=url, fetched_at=at, status=200, content_type=page.content_type or "text/html")
    try:
        html = decoded(page.payload, page.content_encoding)
        visit.capture.digest = sha256(html)
        visit.article = parse_text(decode(html), url) if page.form == "text" else parse(html, url, page.content_type)
    except BadCapture as error:
        visit.end(Outcome.PARSE_ERROR, str(error))
    except Exception as error:  # noqa: BLE001 - one page that cannot be read must not cost the others
        visit.end(Outcome.PARSE_ERROR, f"{type(error).__name__}: {error}"[:200])
    if visit.article:
        note_reservations(visit.article, [of_headers(page.headers)])
    if visit.article and not page.url:
        visit.article = _located(visit.article, is_known=is_known)
        visit.url = visit.capture.url = identity(visit.article.url, visit.article.canonical_url)
    return visit


def _located(article: Article, *, is_known: bool) -> Article:
    """Believe the page's own address where nobody gave one."""
    if is_known or not article.canonical_url:
        return article
    return replace(article, url=article.canonical_url)


def _packed(page: FoundPage, visit: Visit, choice: Choice, archive: Archive) -> Packed | None:
    """Pack the raw page of an article; one that the archive has already is only named."""
    capture = visit.capture
    if not choice.keeps_captures or visit.article is None or capture is None:
        return None
    headers = page.headers or [("Content-Type", capture.content_type or "text/html")]
    exchange = Exchange(url=visit.url, fetched_at=visit.visited_at, status=200, headers=headers, payload=page.payload)
    row = archive.captures.with_payload(sha256(page.payload))
    at = moment(row["fetched_at"]) if row else None
    original = Original(row["id"], row["answered_by"], at) if row and at else None
    return packed(exchange, {"address": visit.url, "harvest": str(choice.harvest)}, original)
