"""An archive with hostile texts, counters, a revision and stored pages, and a way to export it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from scraper.archive import Archive
from scraper.archive.selection import Selection
from scraper.captures.writing import CaptureWriter, Series
from scraper.exports.export import Wish, export
from scraper.items import Capture, Exchange, ShareCount, Visit
from tests.conftest import NOON

HOSTILE = "=HYPERLINK(1)\n\n# <script>alert(1)</script>\n\n1. [x](javascript:alert)\u2028--- 橋"
PAGE = b"<html><h1>Rivers rise</h1></html>"
Take = Callable[..., Path]


@pytest.fixture
def filled(archive: Archive, visit: Callable[..., Visit], share_count: Callable[..., ShareCount]) -> Archive:
    """Three articles of two sources; the first has two texts, two observations of counters and two captures."""
    writer = CaptureWriter(Series(archive.path.parent / "captures", 1, NOON, {"software": "test"}))

    def captured(made: Visit) -> Visit:
        made.capture = capture(writer, made.url, made.visited_at)
        return made

    counts = [share_count(1200, raw="1.2K", is_rounded=True), share_count(0, "unknown", "unknown", position=1)]
    first: dict[str, Any] = {"authors": ["Ana Öz", "Li; Wei"], "keywords": ["flood"], "date_published": NOON}
    archive.record(captured(visit(share_counts=[share_count(3)], **first)))
    later = NOON + timedelta(hours=6)
    archive.record(captured(visit(at=later, body="The water fell.", share_counts=counts, is_free=False, **first)))
    archive.record(captured(visit("https://two.example/evil", title="=HYPERLINK(1)", body=HOSTILE)))
    agency: dict[str, Any] = {"authors": ["港通信"], "provenance": {"authors": "json_ld (no person)"}}
    archive.record(visit("https://two.example/橋", title="橋が開通", body="新しい橋。", language="ja", **agency))
    writer.close()
    return archive


def capture(writer: CaptureWriter, url: str, at: datetime) -> Capture:
    headers = [("Content-Type", "text/html")]
    asked = [("User-Agent", "newsmorgue")]
    payload = PAGE + url.encode()
    exchange = Exchange(url=url, fetched_at=at, status=200, request_headers=asked, headers=headers, payload=payload)
    record = writer.write(exchange, {"harvest": "1"})
    return Capture(url=url, fetched_at=at, status=200, content_type="text/html", record=record)


@pytest.fixture
def take(filled: Archive, tmp_path: Path) -> Take:
    """Export from the archive; give where to."""

    def run(form: str, name: str, **wish: Any) -> Path:
        selection = Selection(**wish.pop("filters", {}))
        target = tmp_path / name
        export(filled, Wish(format=form, target=target, selection=selection, **wish), lambda *_: None)
        return target

    return run
