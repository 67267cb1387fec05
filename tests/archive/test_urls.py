from datetime import timedelta

import pytest

from scraper.archive import Archive
from scraper.items import Outcome, Visit
from tests.conftest import NOON

FIRST, SECOND = "https://news.example/1", "https://news.example/2"


@pytest.fixture
def harvest(archive: Archive) -> int:
    return archive.harvests.start("urls", NOON)


def queue(archive: Archive, harvest: int, *urls: str) -> int:
    return archive.urls.queue(urls, harvest=harvest, found_on="a test", at=NOON)


def leased(archive: Archive, harvest: int, limit: int = 10) -> list[str]:
    return [lease.url for lease in archive.urls.lease(harvest, limit)]


def close(archive: Archive, url: str, harvest: int) -> None:
    visit = Visit(url=url, visited_at=NOON)
    visit.end(Outcome.GONE)
    archive.record(visit, harvest)


def test_queued_then_leased_then_done(archive: Archive, harvest: int) -> None:
    assert queue(archive, harvest, FIRST, SECOND, FIRST) == 2
    assert leased(archive, harvest, 1) == [FIRST]
    assert archive.urls.waiting(harvest) == 1
    close(archive, FIRST, harvest)
    row = archive.urls.get(FIRST)
    assert row is not None
    assert (row["state"], row["outcome"], row["found_on"], row["tries"]) == ("done", "gone", "a test", 1)


def test_an_address_is_leased_once(archive: Archive, harvest: int) -> None:
    queue(archive, harvest, FIRST)
    assert leased(archive, harvest) == [FIRST]
    assert leased(archive, harvest) == []
    assert queue(archive, harvest, FIRST) == 0


def test_a_later_harvest_visits_again_what_is_done(archive: Archive, harvest: int) -> None:
    queue(archive, harvest, FIRST)
    leased(archive, harvest)
    close(archive, FIRST, harvest)
    assert queue(archive, harvest, FIRST) == 0
    later = archive.harvests.start("urls", NOON + timedelta(days=1))
    assert queue(archive, later, FIRST) == 1
    assert leased(archive, later) == [FIRST]


def test_what_a_dead_harvest_left_is_taken_over(archive: Archive, harvest: int) -> None:
    queue(archive, harvest, FIRST, SECOND)
    leased(archive, harvest, 1)
    later = archive.harvests.start("resume", NOON)
    assert archive.urls.adopt(later, [harvest]) == 2
    assert leased(archive, later) == [FIRST, SECOND]


def test_what_was_leased_and_not_visited_is_released(archive: Archive, harvest: int) -> None:
    queue(archive, harvest, FIRST)
    leased(archive, harvest)
    archive.urls.release(harvest)
    assert leased(archive, harvest) == [FIRST]


def test_a_finished_harvest_that_left_something_is_unfinished_business(archive: Archive, harvest: int) -> None:
    assert archive.harvests.unfinished() == []
    queue(archive, harvest, FIRST)
    archive.harvests.finish(harvest, NOON, "shutdown", {"stored": 1})
    assert archive.harvests.unfinished() == [harvest]


def test_failures_are_listed_with_their_reason(archive: Archive, harvest: int) -> None:
    visit = Visit(url=FIRST, visited_at=NOON)
    visit.end(Outcome.NOT_FOUND, "HTTP 404")
    archive.record(visit, harvest)
    assert archive.urls.failed(harvest, 5) == [{"url": FIRST, "outcome": "not_found", "reason": "HTTP 404"}]
    (row,) = archive.urls.listed(failed=True)
    assert row["source"] == "news.example"
    assert not list(archive.urls.listed(outcome="stored"))
