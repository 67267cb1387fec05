"""Several writes in one transaction, each of which may fail for itself."""

from collections.abc import Callable

import pytest

from scraper.archive import Archive, open_archive
from scraper.items import Visit
from tests.conftest import NOON

MakeVisit = Callable[..., Visit]


def count(archive: Archive) -> int:
    with open_archive(archive.path.parent) as other:
        return other.statistics.totals()["articles"]


def test_visits_of_one_transaction_are_there_together_or_not_at_all(archive: Archive, visit: MakeVisit) -> None:
    archive.transactions.begin()
    archive.record(visit("https://news.example/a"))
    archive.record(visit("https://news.example/b", body="Another text."))
    assert count(archive) == 0
    archive.transactions.commit()
    assert count(archive) == 2


def test_a_part_that_fails_is_undone_alone(archive: Archive, visit: MakeVisit) -> None:
    archive.transactions.begin()
    archive.record(visit("https://news.example/a"))
    with pytest.raises(ValueError, match="neither an article nor an outcome"):
        archive.record(Visit(url="https://news.example/b", visited_at=NOON))
    archive.transactions.commit()
    assert archive.urls.get("https://news.example/b") is None
    assert count(archive) == 1
