from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipelines.capture import CapturePipeline
from scraper.archive import Archive
from scraper.captures.reading import StoredRecord, records
from scraper.captures.writing import CaptureWriter, Series
from scraper.items import Capture, Exchange, Outcome, Visit
from scraper.rereading.scanning import Scan
from scraper.rereading.stored import visit_of
from tests.conftest import NOON

FEED = b"<rss><channel><title>News</title></channel></rss>"
URL = "https://news.example/feed.xml"


@dataclass
class Keeper:
    """What the pipeline needs of the crawl's."""

    archive: Archive
    harvest: int = 1


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[CaptureWriter]:
    opened = CaptureWriter(Series(tmp_path / "captures", 1, NOON, {}))
    yield opened
    opened.close()


@pytest.mark.parametrize(("keeps_lists", "is_kept"), [(True, True), (False, False)])
def test_feeds_are_kept_where_the_setting_says_so(
    archive: Archive, writer: CaptureWriter, tmp_path: Path, keeps_lists: bool, is_kept: bool
) -> None:
    exchange = Exchange(url=URL, fetched_at=NOON, status=200, headers=[("Content-Type", "text/xml")], payload=FEED)
    visit = Visit(url=URL, visited_at=NOON, outcome=Outcome.LISTED)
    visit.capture = Capture(url=URL, fetched_at=NOON, status=200, exchanges=[exchange])
    pipeline = CapturePipeline(Keeper(archive), writer, keeps_lists=keeps_lists)  # type: ignore[arg-type]
    pipeline.process_item(visit)
    writer.close()
    assert (visit.capture.record is not None) is is_kept
    paths = list((tmp_path / "captures").glob("*"))
    kept = [one.payload for path in paths for one in records(path) if isinstance(one, StoredRecord)]
    assert (FEED in kept) is is_kept
    for path in paths:
        (page,) = Scan(path.parent, lambda _: None).pages(path.name)
        again = visit_of(page)
        assert (again.outcome, again.article) == (Outcome.LISTED, None)
