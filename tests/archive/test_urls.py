import sqlite3
from collections.abc import Callable
from datetime import timedelta

import pytest

from scraper.archive import Archive
from scraper.items import Capture, Found, Outcome, Visit
from tests.conftest import NOON

FIRST, SECOND = "https://news.example/1", "https://news.example/2"


@pytest.fixture
def harvest(archive: Archive) -> int:
    return archive.harvests.start("urls", NOON)


def queue(archive: Archive, harvest: int, *urls: str) -> int:
    return archive.urls.queue(map(found, urls), harvest=harvest, found_on="a test", at=NOON, again=True)


def found(url: str) -> Found:
    return Found(url=url)


def leased(archive: Archive, harvest: int, limit: int = 10) -> list[str]:
    return [lease.url for lease in archive.urls.lease(harvest, "news.example", limit)]


def close(archive: Archive, url: str, harvest: int) -> None:
    visit = Visit(url=url, visited_at=NOON)
    visit.end(Outcome.GONE)
    archive.record(visit, harvest)


def test_queued_then_leased_then_done(archive: Archive, harvest: int) -> None:
    assert queue(archive, harvest, FIRST, SECOND, FIRST) == 2
    assert leased(archive, harvest, 1) == [FIRST]
    assert archive.urls.waiting([harvest]) == 1
    assert archive.urls.under_way(harvest) == 1
    close(archive, FIRST, harvest)
    assert archive.urls.under_way(harvest) == 0
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


def test_what_a_dead_harvest_left_is_leased_by_a_later_one(archive: Archive, harvest: int) -> None:
    queue(archive, harvest, FIRST, SECOND)
    leased(archive, harvest, 1)
    later = archive.harvests.start("resume", NOON)
    assert archive.urls.release(harvest) == 1
    assert archive.urls.waiting_hosts([later, harvest], "", 10) == ["news.example"]
    leases = archive.urls.lease(later, "news.example", 10, [harvest])
    assert [lease.url for lease in leases] == [FIRST, SECOND]
    assert archive.urls.release(later, [leases[0].id]) == 1
    assert leased(archive, later) == [FIRST]


def test_what_is_found_again_is_not_queued_again(archive: Archive, harvest: int) -> None:
    queue(archive, harvest, FIRST)
    leased(archive, harvest)
    close(archive, FIRST, harvest)
    later = archive.harvests.start("feed", NOON)
    one = [Found(url=FIRST), Found(url=SECOND)]
    assert archive.urls.queue(one, harvest=later, found_on="a feed", at=NOON) == 1
    assert leased(archive, later) == [SECOND]


def test_hosts_are_given_in_turn(archive: Archive, harvest: int) -> None:
    queue(archive, harvest, *(f"https://{name}.example/{place}" for name in "cab" for place in range(3)))
    assert archive.urls.waiting_hosts([harvest], "", 2) == ["a.example", "b.example"]
    assert archive.urls.waiting_hosts([harvest], "b.example", 2) == ["c.example"]
    assert archive.urls.waiting_hosts([harvest], "c.example", 2) == []


@pytest.mark.parametrize(
    ("again", "modified", "is_queued"),
    [
        (None, 30, True),
        (None, -30, False),
        (None, 61, False),  # that would be tomorrow's news
        ((Outcome.UNCHANGED, 50), 55, True),
        ((Outcome.UNCHANGED, 57), 58, False),
        ((Outcome.GONE, 50), 55, True),
        ((Outcome.GONE, 57), 58, False),
    ],
)
def test_an_article_that_is_said_to_have_changed_is_visited_again(
    archive: Archive, visit: Callable[..., Visit], again: tuple[Outcome, int] | None, modified: int, is_queued: bool
) -> None:
    """Minutes are counted from when the address was found and visited first, an hour ago."""
    harvest = archive.harvests.start("urls", NOON)
    queue(archive, harvest, FIRST)
    archive.record(visit(FIRST), harvest)
    if again:
        second = Visit(url=FIRST, visited_at=NOON + timedelta(minutes=again[1]))
        second.end(again[0])
        archive.record(second, harvest)
    later, at = archive.harvests.start("feed", NOON), NOON + timedelta(hours=1)
    found = [Found(url=FIRST, date=NOON, modified=NOON + timedelta(minutes=modified))]
    assert archive.urls.queue(found, harvest=later, found_on="a feed", at=at) == is_queued
    assert leased(archive, later) == [FIRST] * is_queued


def test_an_unchanged_page_keeps_its_article_and_its_validators(
    archive: Archive, harvest: int, visit: Callable[..., Visit]
) -> None:
    first = visit(FIRST)
    first.capture = Capture(url=FIRST, fetched_at=NOON, status=200, etag='"1"', last_modified="Sun, 01 Mar 2026")
    archive.record(first, harvest)
    again = Visit(url=FIRST, visited_at=NOON + timedelta(hours=2))
    again.capture = Capture(url=FIRST, fetched_at=NOON, status=304)
    again.end(Outcome.UNCHANGED)
    archive.record(again, harvest)
    row, article = archive.urls.get(FIRST), archive.articles.find(FIRST)
    assert row is not None
    assert article is not None
    assert (row["etag"], row["last_modified"], row["article"]) == ('"1"', "Sun, 01 Mar 2026", article["id"])
    assert article["last_seen"] == "2026-03-01T14:00:00Z"


def test_a_page_is_due_again_as_it_ages(archive: Archive, harvest: int, visit: Callable[..., Visit]) -> None:
    queue(archive, harvest, FIRST)
    leased(archive, harvest)
    archive.record(visit(FIRST), harvest)
    row = archive.urls.get(FIRST)
    assert row is not None
    assert row["next_visit"] == "2026-03-01T13:00:00Z"
    later = archive.harvests.start("resume", NOON)
    assert archive.urls.queue_due(later, NOON + timedelta(minutes=59)) == 0
    assert archive.urls.queue_due(later, NOON + timedelta(minutes=61)) == 1
    assert leased(archive, later) == [FIRST]
    archive.record(visit(FIRST, NOON + timedelta(minutes=61)), later)
    row = archive.urls.get(FIRST)
    assert row is not None
    assert row["next_visit"] == "2026-03-01T18:00:00Z"


FRONTIER = {
    "hosts": "SELECT min(host) FROM urls WHERE state = 'queued' AND harvest = 1 AND host > 'a'",
    "lease": "SELECT id FROM urls WHERE state = 'queued' AND harvest = 1 AND host = 'a' ORDER BY id LIMIT 9",
    "release": "UPDATE urls SET state = 'queued' WHERE harvest = 1 AND state = 'leased'",
    "due": "SELECT id FROM urls WHERE state = 'done' AND next_visit <= '2026'",
    "known": "SELECT id FROM urls WHERE url = 'a'",
}


@pytest.mark.parametrize("sql", FRONTIER.values(), ids=FRONTIER.keys())
def test_the_frontier_is_searched_by_index_and_never_sorted(archive: Archive, sql: str) -> None:
    connection = sqlite3.connect(archive.path)
    plan = " ".join(row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}"))
    connection.close()
    assert "SEARCH urls USING" in plan
    assert "SCAN" not in plan
    assert "TEMP B-TREE" not in plan


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
