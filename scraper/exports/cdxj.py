"""An index of a WARC file as web archives read it: CDXJ, sorted by SURT, the address read from the top domain down."""

import json
from urllib.parse import urlsplit

from scraper.captures.reading import StoredRecord


def index_line(record: StoredRecord, offset: int, length: int, filename: str) -> str:
    """Give the line of one capture: its key, its moment, and where the record lies."""
    mime = "warc/revisit" if record.kind == "revisit" else record.headers.get("content-type", "").partition(";")[0]
    entry = {
        "url": record.url,
        "mime": mime.strip() or "unk",
        "status": str(record.status or "-"),
        "digest": record.payload_digest,
        "length": str(length),
        "offset": str(offset),
        "filename": filename,
    }
    return f"{sort_key(record.url)} {record.fetched_at:%Y%m%d%H%M%S} {json.dumps(entry)}\n"


def sort_key(url: str) -> str:
    """Give ``https://www.news.example:81/A?b=1`` as ``example,news:81)/a?b=1``."""
    parts = urlsplit(url)
    labels = (parts.hostname or "").removeprefix("www.").split(".")
    host = parts.hostname or "" if labels[-1].isdecimal() else ",".join(reversed(labels))
    is_default = parts.port in {None, 80, 443}
    query = f"?{'&'.join(sorted(parts.query.split('&')))}" if parts.query else ""
    port = "" if is_default else f":{parts.port}"
    return f"{host}{port}){parts.path or '/'}{query}".lower().replace(" ", "%20")
