"""Archives with capture files, to be merged."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from scraper.archive import Archive, open_archive
from scraper.archive.stamps import moment
from scraper.captures.payload_digest import sha256
from scraper.captures.records import Original
from scraper.captures.writing import CaptureWriter, Series
from scraper.items import Capture, Exchange, Visit
from tests.conftest import NOON

Captured = Callable[..., Path]


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of an archive without anything, to be copied: making one takes longer."""
    folder = tmp_path_factory.mktemp("empty")
    open_archive(folder, create=True).close()
    return folder


@pytest.fixture
def captured(tmp_path: Path, visit: Callable[..., Visit]) -> Captured:
    """Fill an archive with pages by name, each at so many hours after noon, as a harvest would have done it."""

    def make(folder: str, *pages: tuple[str, int], process: str = "elsewhere/1", seals: bool = True) -> Path:
        with open_archive(tmp_path / folder, create=True) as archive:
            with archive.transaction():
                harvest = archive.harvests.start("urls", NOON)
            writer = CaptureWriter(Series(tmp_path / folder / "captures", harvest, NOON, {"software": "test"}))
            for name, hour in pages:
                _visit(archive, writer, visit(f"https://news.example/{name}", at=NOON + timedelta(hours=hour)), harvest)
            writer.close()
            with archive.transaction():
                for seal in writer.seals if seals else []:
                    archive.captures.seal(seal.name, seal.size, seal.digest)
                archive.harvests.finish(harvest, NOON + timedelta(hours=1), "finished", {})
            change(archive, "UPDATE harvests SET process = ?", process)
        return tmp_path / folder

    return make


def _visit(archive: Archive, writer: CaptureWriter, made: Visit, harvest: int) -> None:
    payload = f"<html><p>The ferry of {made.url} runs again.</p></html>".encode() * 30
    known = archive.captures.with_payload(sha256(payload))
    at = moment(known["fetched_at"]) if known else None
    original = Original(known["id"], known["answered_by"], at) if known and at else None
    exchange = Exchange(url=made.url, fetched_at=made.visited_at, status=200, payload=payload)
    record = writer.write(exchange, {"address": made.url}, original)
    capture = Capture(url=made.url, fetched_at=made.visited_at, status=200, digest=sha256(payload), record=record)
    made.capture = capture
    archive.record(made, harvest)


def change(archive: Archive, sql: str, *parameters: str) -> None:
    """Change an archive as no part of Morgue would."""
    with archive.transaction():
        archive._database.execute(sql, parameters)  # noqa: SLF001 - a test may
