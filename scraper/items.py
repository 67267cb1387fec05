"""What flows from a page to the archive: an article and the counters printed beside it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # it brings much along, and most who need an item need no sketch
    from scraper.stories import Sketch

NO_PERSON = " (no person)"
"""What the provenance of authors ends with that are none, so that whoever counts people can leave them out."""

LAST_CHANGE = " (last change)"
"""What the provenance of a day of publication ends with where the page tells only when it last changed."""


@dataclass(slots=True, kw_only=True)
class ShareCount:
    """One number that a page prints about itself."""

    network: str
    """``facebook``, ``twitter``, ``site`` (the publication's own count), ``unknown`` when the page does not tell."""

    action: str
    """``share``, ``tweet``, ``comment``, ``like``, ``view``…; ``unknown`` when the page does not tell."""

    count: int
    """The number, never negative."""

    raw: str
    """The same as the page wrote it: ``"1.2K"``."""

    is_rounded: bool = False
    """True if the page shortened the number, so that the last digits are not known."""

    is_placeholder: bool = False
    """True if the markup says that a script fills the number in later."""

    where: str = "text"
    """``text``, ``attribute``, ``json-ld``, ``microdata``, ``inline-json``; ``endpoint`` if the service was asked."""

    position: int = 0
    """Order on the page, from 0."""

    witnesses: list[str] = field(default_factory=list)
    """The other places that state the same value, as in ``where``."""

    is_disputed: bool = False
    """True if another place on the page states another value for the same network and action."""


@dataclass(slots=True, kw_only=True)
class Article:
    """What one page says. A value that the page does not give is None or an empty list, never an empty string."""

    url: str
    """Where the page was fetched from, after redirects."""

    canonical_url: str | None = None
    """The address that the page gives for itself; absolute."""

    title: str | None = None
    """The headline as printed above the text; one line, without the name of the site."""

    body: str | None = None
    """The text: paragraphs, sub-headings and list items, joined by blank lines. Without the title."""

    description: str | None = None
    """The summary that stands under the headline or in the metadata; one line."""

    authors: list[str] = field(default_factory=list)
    """People's names in the order of the page, without "By" and without roles. An agency or a desk stands beside them
    where the page's data list it as an author too. Where no person is named, who is named instead: an agency, a desk, a
    handle, at last the publication; ``provenance`` then ends with ``(no person)``."""

    section: str | None = None
    """The part of the publication: ``Politics``."""

    keywords: list[str] = field(default_factory=list)
    """Topics in the order of the page."""

    language: str | None = None
    """BCP 47: ``en``, ``pt-BR``."""

    date_published: datetime | None = None
    """When it first appeared. Aware, with the page's own offset where the page gives one, else UTC."""

    date_modified: datetime | None = None
    """When it last changed, by the page's own word. Aware, like ``date_published``."""

    image: str | None = None
    """Address of the main picture; absolute."""

    is_free: bool | None = None
    """False if the page says that the text is for subscribers; None if it says nothing."""

    tdm_reservation: bool | None = None
    """True if text and data mining is reserved, by the page's or its site's word; False if they say that it is not."""

    tdm_policy: str | None = None
    """Address of the policy that goes with it."""

    ai_signals: dict[str, str] = field(default_factory=dict)
    """Other words against use by machines, each with where it stands: ``{"noai": "meta", "disallow": "ai.txt"}``."""

    kind: str = "article"
    """``article``, ``live_blog``, ``section``, ``gallery``, ``video``, ``error`` or ``blocked``."""

    kind_reason: str | None = None
    """Why it is of that kind: the name of the wall, the evidence for a section."""

    confidence: float | None = None
    """How sure the reader is of the body, from 0 to 1. None where there is no body."""

    share_counts: list[ShareCount] = field(default_factory=list)
    """The counters in the order of the page."""

    provenance: dict[str, str] = field(default_factory=dict)
    """Which source gave each field: ``{"title": "json_ld", "body": "main_block"}``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A request and its answer as they were transferred, for a WARC record."""

    url: str
    fetched_at: datetime
    """When the answer was complete. Aware, UTC."""

    status: int
    protocol: str = "HTTP/1.1"
    request_headers: list[tuple[str, str]] = field(default_factory=list)
    headers: list[tuple[str, str]] = field(default_factory=list)
    """The answer's, as sent, but for those that tell how the connection was used."""

    payload: bytes
    """The body in the content encoding of the server."""

    method: str = "GET"
    ip_address: str | None = None
    seconds: float | None = None
    """How long the answer took; None if nobody looked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Where the raw page of a capture lies."""

    file: str
    """Name of a WARC file in the folder ``captures``."""

    offset: int
    """Bytes from the start of the file to the record."""

    length: int
    """Bytes of the compressed record."""

    payload_digest: str
    """``sha256:`` and the hexadecimal digest of the payload as transferred."""

    refers_to: int | None = None
    """The capture that has the payload, if this one only says that it was the same."""


@dataclass(slots=True, kw_only=True)
class Capture:
    """What was received at one address at one moment."""

    url: str
    """The address that answered, after redirects."""

    fetched_at: datetime
    """When the answer was complete. Aware, UTC."""

    status: int
    """The HTTP status."""

    content_type: str | None = None
    """The header as sent."""

    digest: str | None = None
    """``sha256:`` and the hexadecimal digest of the payload, decoded from its content encoding."""

    etag: str | None = None
    """The header as sent; asked for again at the next visit."""

    last_modified: str | None = None
    """The header as sent; asked for again at the next visit."""

    exchanges: list[Exchange] = field(default_factory=list, repr=False)
    """What was transferred, redirects first; empty where it is not to be kept."""

    record: Record | None = None
    """None until it is written, and for good where captures are not kept."""


@dataclass(slots=True, kw_only=True)
class Found:
    """An address that a page, feed or sitemap names."""

    url: str
    """In the one spelling of `scraper.urls.clean`."""

    kind: str = "page"
    """``page``; ``feed``, ``sitemap``, ``section``, ``site``, read for addresses; ``endpoint:hatena``, a service."""

    depth: int = 0
    """How many links on from here may be followed."""

    date: datetime | None = None
    """When the page was published or last changed, by the word of what named it. Aware. None if it did not say."""

    modified: datetime | None = None
    """When it last changed, by the same word. Aware. None if that did not say it for itself."""

    source: int | None = None
    """The source whose page it is, by its id; None for the one that the host belongs to."""

    scope: str | None = None
    """Of what is read for addresses only: which of them are wanted, as JSON. None for all."""


class Outcome(StrEnum):
    """How a visit to an address ended."""

    STORED = "stored"
    UNCHANGED = "unchanged"
    REVISED = "revised"
    DUPLICATE = "duplicate"
    PAYWALLED = "paywalled"
    NOT_ARTICLE = "not_article"
    EMPTY = "empty"
    BLOCKED = "blocked"
    ROBOTS = "robots"
    GONE = "gone"
    NOT_FOUND = "not_found"
    SERVER_ERROR = "server_error"
    UNREACHABLE = "unreachable"
    TIMEOUT = "timeout"
    TOO_LARGE = "too_large"
    NOT_HTML = "not_html"
    DNS = "dns"
    TLS = "tls"
    PRIVATE_ADDRESS = "private_address"
    PARSE_ERROR = "parse_error"
    TRAP = "trap"
    LISTED = "listed"
    COUNTED = "counted"

    @property
    def is_archived(self) -> bool:
        """True if the archive holds the article after the visit."""
        return self in _ARCHIVED


_ARCHIVED = frozenset({Outcome.STORED, Outcome.UNCHANGED, Outcome.REVISED, Outcome.DUPLICATE, Outcome.PAYWALLED})


@dataclass(slots=True, kw_only=True)
class Visit:
    """One visit to one address: what was received, what it says, how it ended. The item of the pipelines."""

    url: str
    """The address that was asked for, before redirects; the key of its row in ``urls``."""

    visited_at: datetime
    """When it ended. Aware, UTC."""

    outcome: Outcome | None = None
    """None until a step of the pipelines has decided it."""

    reason: str | None = None
    """Why, in words for a person: ``HTTP 503``."""

    capture: Capture | None = None
    """None if nothing was received."""

    article: Article | None = None
    """None if the page is no article."""

    sketch: "Sketch | None" = None
    """That of the article's body, once that is clean; None where nobody has made it yet."""

    duplicate_of: int | None = None
    """The id of the archived article that this page repeats."""

    found: Iterable[Found | None] = ()
    """The addresses that it names and that are to be visited too; read once, before it is stored."""

    questions: Sequence[Found] = ()
    """What services are to be asked about its article, once that is stored."""

    service: str | None = None
    """The service that its address asks: ``hatena``; None for a page, feed, sitemap, section."""

    told: Sequence[ShareCount] = ()
    """The counters that a service told of the article that its address asks about."""

    def end(self, outcome: Outcome, reason: str | None = None) -> None:
        """Decide how the visit ended."""
        self.outcome, self.reason = outcome, reason
