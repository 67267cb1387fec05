"""How a visit ended that brought no article: an answer that is none, a failure on the way."""

import re
import zlib
from gzip import BadGzipFile
from urllib.parse import urlsplit

import brotli  # type: ignore[import-untyped]
from backports import zstd
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.http import Response
from service_identity.exceptions import VerificationError
from twisted.internet.error import ConnectionDone, ConnectionLost
from twisted.python.failure import Failure
from twisted.web._newclient import ParseError

from scraper.crawling.download_handler import HeadersTooLarge
from scraper.crawling.elsewhere import HostOccupied
from scraper.crawling.private_addresses import PrivateAddress, PublicResolver
from scraper.crawling.robots import PARTIAL, RobotsForbid, RobotsUnreachable
from scraper.crawling.unfolding import CAN_UNFOLD
from scraper.items import Outcome

Verdict = tuple[Outcome, str]

HTML_TYPES = ("text/html", "application/xhtml+xml", "application/vnd.wap.xhtml+xml", "multipart/related")
HTML_START = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?>(?:<!--.*?-->\s*)*)<(?:!doctype\s+html|html|head|body)",
    re.IGNORECASE | re.DOTALL,
)
"""What pages begin with. Comments are taken once (``?>``): whoever writes two hundred of them would else be tried in
all the ways in which they can be put together."""

BLOCKED = {
    401: "wants a login",
    402: "wants payment",
    403: "refuses",
    407: "wants a proxy login",
    429: "has had too many requests",
}
TRANSFERS: dict[type[Exception], Verdict] = {
    DownloadTimeoutError: (Outcome.TIMEOUT, "no answer in time"),
    DownloadConnectionRefusedError: (Outcome.UNREACHABLE, "the server refuses connections"),
    DownloadCancelledError: (Outcome.TOO_LARGE, "larger than DOWNLOAD_MAXSIZE allows"),
    ResponseDataLossError: (Outcome.UNREACHABLE, "the answer broke off"),
    BadGzipFile: (Outcome.UNREACHABLE, "its compression cannot be undone"),
    zlib.error: (Outcome.UNREACHABLE, "its compression cannot be undone"),
    brotli.error: (Outcome.UNREACHABLE, "its compression cannot be undone"),
    zstd.ZstdError: (Outcome.UNREACHABLE, "its compression cannot be undone"),
    EOFError: (Outcome.UNREACHABLE, "the answer broke off, within its compression"),
    ValueError: (Outcome.NOT_FOUND, "it redirects to what is no address"),
}
REASONS: dict[type[Exception], Verdict] = {
    HeadersTooLarge: (Outcome.TOO_LARGE, "its headers do not end"),
    ParseError: (Outcome.UNREACHABLE, "what it answers is not HTTP"),
    ConnectionDone: (Outcome.UNREACHABLE, "the server hung up"),
    ConnectionLost: (Outcome.UNREACHABLE, "the server hung up"),
    VerificationError: (Outcome.TLS, "its certificate is that of another name"),
    ValueError: (Outcome.UNREACHABLE, "what it answers is not HTTP"),  # a Content-Length that is none, or two of them
    LookupError: (Outcome.UNREACHABLE, "what it answers is not HTTP"),  # a Transfer-Encoding that nobody knows
}
"""Why Twisted gave up on an answer."""

STATUSES = {404: Outcome.NOT_FOUND, 410: Outcome.GONE, 451: Outcome.GONE}
SERVER_ERRORS = 500
REDIRECTS = range(300, 400)
REFUSALS = 400
NOT_MODIFIED = 304
WHOLE = re.compile(rb"bytes\s+0-(?P<last>[0-9]{1,18})/(?P<size>[0-9]{1,18})", re.IGNORECASE)
"""A Content-Range that may be that of the whole."""

KNOWN_ENCODINGS = frozenset({"identity", *CAN_UNFOLD})
"""What an answer may still be in here: Scrapy has undone the others, and names them no more."""

NO_TEXT = re.compile(rb"[\x00-\x06\x0e-\x1a\x1c-\x1f]")
"""Control characters that stand in no page of whatever charset but UTF-16, which nobody encodes so."""


def judge_response(response: Response) -> Verdict | None:
    """Tell how a visit ended whose answer cannot be an article; None if the answer is worth parsing."""
    return judge_status(response) or judge_encoding(response) or _judge_content(response)


def judge_status(response: Response) -> Verdict | None:
    """Tell how a visit ended whose answer has a status other than those of success."""
    status = response.status
    if status == NOT_MODIFIED:
        return Outcome.UNCHANGED, "HTTP 304: not modified since the last visit"
    if status < REDIRECTS.start and _is_part(response):
        return Outcome.UNREACHABLE, f"HTTP {status}: it is a part of the page, which nobody asked for"
    if status in STATUSES:
        return STATUSES[status], f"HTTP {status}"
    if status in BLOCKED or status >= SERVER_ERRORS:
        return _judge_refused(response)
    if status in REDIRECTS:
        return Outcome.NOT_FOUND, f"HTTP {status}: it redirects to nothing that can be fetched"
    return (Outcome.NOT_FOUND, f"HTTP {status}") if status >= REFUSALS else None


def _is_part(response: Response) -> bool:
    """Tell if an answer says that it is not the whole: no request here asks for a range."""
    said = response.headers.get("Content-Range")
    if said is None:
        return response.status == PARTIAL
    found = WHOLE.fullmatch(said.strip())
    return found is None or int(found["last"]) + 1 != int(found["size"])


def judge_encoding(response: Response) -> Verdict | None:
    """Tell how a visit ended whose answer is in a content encoding that nobody can undo; None if it is in none.

    Some servers write a charset there, or a word of their own, before a page that is plain.
    """
    said = b",".join(response.headers.getlist("Content-Encoding")).decode("latin-1").lower()
    strange = [name for part in said.split(",") if (name := part.strip()) and name not in KNOWN_ENCODINGS]
    if not strange or is_text(response.body):
        return None
    return Outcome.UNREACHABLE, f"its Content-Encoding is none that can be undone: {', '.join(strange)}"[:200]


def is_text(body: bytes) -> bool:
    """Tell if a body begins like text: what a compression has been through has bytes in it that no text has."""
    return NO_TEXT.search(body[:2000]) is None


def _judge_refused(response: Response) -> Verdict:
    """Name the wall that a refusal comes from: some send it with the status of a fault, 503."""
    from scraper.extraction.walls import wall  # noqa: PLC0415 - most crawls meet none

    status = response.status
    if name := wall(response.body.decode("utf-8", "replace")):
        return Outcome.BLOCKED, f"HTTP {status}: the wall of {name}"
    if status in BLOCKED:
        return Outcome.BLOCKED, f"HTTP {status}: the site {BLOCKED[status]}"
    return Outcome.SERVER_ERROR, f"HTTP {status}"


def _judge_content(response: Response) -> Verdict | None:
    if not response.body.strip():
        return Outcome.EMPTY, "the answer has no content"
    if is_declared_html(response):
        return None
    declared = _declared(response)
    is_html = not declared.startswith(("image/", "video/", "audio/")) and _looks_like_html(response)
    return None if is_html else (Outcome.NOT_HTML, f"it is {declared or 'of no declared type'}, not HTML")


def is_declared_html(response: Response) -> bool:
    """Tell if the headers of an answer say that it is a page."""
    return _declared(response) in HTML_TYPES


def _declared(response: Response) -> str:
    return (response.headers.get("Content-Type") or b"").decode("latin-1").split(";")[0].strip().lower()


def _looks_like_html(response: Response) -> bool:
    return HTML_START.match(response.body[:2000]) is not None


def judge_failure(failure: Failure, url: str) -> Verdict:
    """Tell how a visit ended that brought no answer, with a reason that says what can be done."""
    error = failure.value
    if isinstance(error, RobotsUnreachable) and error.__cause__:
        error = error.__cause__
    if isinstance(error, PrivateAddress):
        return Outcome.PRIVATE_ADDRESS, str(error)
    if isinstance(error, HostOccupied):
        return Outcome.UNREACHABLE, str(error)
    if isinstance(error, RobotsForbid | RobotsUnreachable):
        return Outcome.ROBOTS, str(error)
    if isinstance(error, IgnoreRequest):
        return _judge_refusal(str(error))
    if isinstance(error, CannotResolveHostError):
        return _judge_name(urlsplit(url).hostname or "")
    return _judge_transfer(error)


def _judge_refusal(words: str) -> Verdict:
    if "DOWNLOAD_MAXSIZE" in words:
        return Outcome.TOO_LARGE, "larger than DOWNLOAD_MAXSIZE allows, once its compression is undone"
    return Outcome.NOT_FOUND, "it redirects in a circle" if "redirect" in words else words


def _judge_name(name: str) -> Verdict:
    if name in PublicResolver.refused:
        return Outcome.PRIVATE_ADDRESS, f"{name} leads to a private address: --allow-private lets it be fetched"
    return Outcome.DNS, f"no address is known for {name}: check its spelling and the network"


def _judge_transfer(error: BaseException | None) -> Verdict:
    words = str(error)
    for kind, verdict in TRANSFERS.items():
        if isinstance(error, kind):
            return verdict
    for reason in getattr(error.__cause__, "reasons", None) or () if error else ():
        for kind, verdict in REASONS.items():
            if isinstance(reason.value, kind):
                return verdict
    if isinstance(error, DownloadFailedError) and "certificate verify failed" in words:
        return Outcome.TLS, "its certificate has expired, or nobody who is trusted has signed it"
    if isinstance(error, DownloadFailedError) and ("SSL" in words or "certificate" in words.lower()):
        return Outcome.TLS, f"its encryption fails: {words}"[:200]
    return Outcome.UNREACHABLE, f"{type(error).__name__}: {words}"[:200]
