"""Which articles a recount visits, and under which address."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from scraper.archive import Archive
from scraper.archive.recounts import Recount
from scraper.items import Outcome, Visit
from tests.conftest import NOON

MakeVisit = Callable[..., Visit]
HOUR = timedelta(hours=1)
LATER = NOON + 10 * HOUR


@pytest.fixture
def filled(archive: Archive, visit: MakeVisit) -> Archive:
    """Four articles: visited at noon, at five, at noon on another host, imported from a file; and one that is gone."""
    archive.record(visit("https://news.example/noon", title="Noon"))
    archive.record(visit("https://news.example/five", title="Five", at=NOON + 5 * HOUR))
    archive.record(visit("https://two.example/noon", title="Two"))
    archive.record(visit("file:///clipping.txt", title="Clipping"))
    archive.record(visit("https://news.example/gone", title="Gone"))
    gone = Visit(url="https://news.example/gone", visited_at=NOON + HOUR)
    gone.end(Outcome.GONE, "HTTP 410")
    archive.record(gone)
    return archive


def queued(archive: Archive, recount: Recount) -> set[str]:
    with archive.transaction():
        harvest = archive.harvests.start("recount", LATER)
        count = archive.recounts.queue(recount, harvest, LATER)
    found = {row["url"].partition("://")[2] for row in archive.urls.listed() if row["state"] == "queued"}
    assert len(found) == count
    return found


@pytest.mark.parametrize(
    ("recount", "expected"),
    [
        (Recount(older_than=timedelta(0)), {"news.example/noon", "news.example/five", "two.example/noon"}),
        (Recount(older_than=6 * HOUR), {"news.example/noon", "two.example/noon"}),
        (Recount(older_than=11 * HOUR), set()),
        (Recount(older_than=timedelta(0), limit=1), {"news.example/noon"}),
        (Recount(older_than=timedelta(0), source=1, limit=2), {"news.example/noon", "news.example/five"}),
        (Recount(), {"news.example/noon", "news.example/five", "two.example/noon"}),
    ],
)
def test_what_is_visited(filled: Archive, recount: Recount, expected: set[str]) -> None:
    assert queued(filled, recount) == expected


def test_what_has_just_been_visited_is_not_due(filled: Archive, visit: MakeVisit) -> None:
    filled.record(visit("https://news.example/noon", title="Noon", at=LATER))
    assert queued(filled, Recount()) == {"news.example/five", "two.example/noon"}
    assert filled.recounts.next_due(1) == "2026-03-02T12:00:00Z"


def test_an_article_is_visited_once_however_many_addresses_it_has(archive: Archive, visit: MakeVisit) -> None:
    short = visit("https://news.example/rivers/amp", canonical_url="https://news.example/rivers")
    archive.record(short)
    assert queued(archive, Recount(older_than=HOUR)) == {"news.example/rivers/amp"}


def test_its_own_address_goes_first(archive: Archive, visit: MakeVisit) -> None:
    archive.record(visit("https://news.example/rivers"))
    archive.record(
        visit("https://news.example/rivers/amp", canonical_url="https://news.example/rivers", at=NOON + HOUR)
    )
    assert queued(archive, Recount(older_than=HOUR)) == {"news.example/rivers"}


def test_what_another_harvest_has_leased_stays_with_it(filled: Archive) -> None:
    with filled.transaction():
        other = filled.harvests.start("urls", LATER)
        filled.recounts.queue(Recount(older_than=timedelta(0), source=1), other, LATER)
        filled.urls.lease(other, "news.example", 10)
    assert queued(filled, Recount(older_than=timedelta(0))) == {"two.example/noon"}
