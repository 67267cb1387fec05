"""The records of an exchange, as the standard wants them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import responses
from io import BytesIO
from urllib.parse import urlsplit

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders, StatusAndHeadersParser

from scraper.captures.payload_digest import sha256
from scraper.items import Exchange

SECRET = {"authorization", "cookie", "proxy-authorization"}
"""Headers of a request that an archive must not give away."""

CONNECTION = {"transfer-encoding", "content-length", "connection", "keep-alive"}
"""Headers that were true of the connection only: the stored body is whole and not in chunks."""

ANSWERS = {"response", "revisit", "resource"}
"""Kinds of records that a capture can be: sent, sent again as it was, or held as a file."""

SAME_PAYLOAD = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"


@dataclass(frozen=True, slots=True)
class Original:
    """The capture whose payload is the same."""

    capture: int
    url: str
    fetched_at: datetime


def response_record(exchange: Exchange, info_id: str | None, original: Original | None) -> ArcWarcRecord:
    """Give the answer: the whole of it, or that it was the same as another."""
    if not exchange.url.startswith(("http://", "https://")):
        return _resource(exchange, info_id)
    kept = [(name, value) for name, value in exchange.headers if name.lower() not in CONNECTION]
    head = _head(_status_line(exchange), [*kept, ("Content-Length", str(len(exchange.payload)))])
    fields = [("WARC-Payload-Digest", sha256(exchange.payload))]
    if info_id:
        fields.append(("WARC-Warcinfo-ID", info_id))
    if exchange.ip_address:
        fields.append(("WARC-IP-Address", exchange.ip_address))
    if original is None:
        return _record("response", exchange, (head, exchange.payload), fields)
    fields += [
        ("WARC-Profile", SAME_PAYLOAD),
        ("WARC-Refers-To-Target-URI", original.url),
        ("WARC-Refers-To-Date", _date(original.fetched_at)),
    ]
    return _record("revisit", exchange, (head, b""), fields)


def _resource(exchange: Exchange, info_id: str | None) -> ArcWarcRecord:
    """Give a file that somebody held: no server has sent it, so there are no headers."""
    fields = [("WARC-Payload-Digest", sha256(exchange.payload))]
    if info_id:
        fields.append(("WARC-Warcinfo-ID", info_id))
    kind = next((value for name, value in exchange.headers if name.lower() == "content-type"), "text/html")
    return _record("resource", exchange, (b"", exchange.payload), fields, kind)


def request_record(exchange: Exchange, response: ArcWarcRecord) -> ArcWarcRecord:
    """Give the request, without what is secret in it."""
    parts = urlsplit(exchange.url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    kept = [(name, value) for name, value in exchange.request_headers if name.lower() not in SECRET | {"host"}]
    head = _head(f"{exchange.method} {target} HTTP/1.1", [("Host", parts.netloc), *kept])
    return _record("request", exchange, (head, b""), [_concurrent(response), ("WARC-Payload-Digest", sha256(b""))])


def metadata_record(exchange: Exchange, response: ArcWarcRecord, fields: Mapping[str, str]) -> ArcWarcRecord:
    """Give what is known of the exchange beyond its bytes."""
    taken = {} if exchange.seconds is None else {"fetchTimeMs": str(round(exchange.seconds * 1000))}
    return _record("metadata", exchange, (_fields(taken | dict(fields)), b""), [_concurrent(response)])


def info_record(name: str, fields: Mapping[str, str]) -> ArcWarcRecord:
    """Give the first record of a file: what wrote it, with which settings."""
    exchange = Exchange(url="", fetched_at=datetime.now(UTC), status=0, payload=b"")
    return _record("warcinfo", exchange, (_fields(fields), b""), [("WARC-Filename", name)])


_TYPES = {
    "response": "application/http; msgtype=response",
    "revisit": "application/http; msgtype=response",
    "request": "application/http; msgtype=request",
    "metadata": "application/warc-fields",
    "warcinfo": "application/warc-fields",
}


def _record(
    kind: str,
    exchange: Exchange,
    block: tuple[bytes, bytes],
    fields: list[tuple[str, str]],
    content_type: str | None = None,
) -> ArcWarcRecord:
    address = [("WARC-Target-URI", exchange.url)] if exchange.url else []
    headers = [
        ("WARC-Type", kind),
        ("WARC-Record-ID", StatusAndHeadersParser.make_warc_id()),
        *address,
        ("WARC-Date", _date(exchange.fetched_at)),
        *fields,
        ("WARC-Block-Digest", sha256(*block)),
        ("Content-Type", _on_one_line(content_type or _TYPES[kind])),
        ("Content-Length", str(sum(map(len, block)))),
    ]
    rec_headers = StatusAndHeaders("", headers, protocol="WARC/1.1")
    return ArcWarcRecord("warc", kind, rec_headers, BytesIO(b"".join(block)), None, None, None)


def _concurrent(response: ArcWarcRecord) -> tuple[str, str]:
    return "WARC-Concurrent-To", response.rec_headers.get_header("WARC-Record-ID")


def _date(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _status_line(exchange: Exchange) -> str:
    return f"{exchange.protocol} {exchange.status} {responses.get(exchange.status, 'Unknown')}"


def _head(first: str, headers: Iterable[tuple[str, str]]) -> bytes:
    lines = [first, *(f"{name}: {value}" for name, value in headers)]
    return ("\r\n".join(_on_one_line(line) for line in lines) + "\r\n\r\n").encode("latin-1", "replace")


def _fields(fields: Mapping[str, str]) -> bytes:
    return "".join(f"{name}: {_on_one_line(value)}\r\n" for name, value in fields.items() if value).encode()


def _on_one_line(text: str) -> str:
    return text.replace("\r", " ").replace("\n", " ").replace("\x00", "")
