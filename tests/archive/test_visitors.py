import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest

from scraper.archive import Archive
from scraper.archive.holders import LONGEST_LEASE, holder
from tests.conftest import NOON

SECOND = timedelta(seconds=1)


def seize(archive: Archive, name: str | None) -> None:
    with closing(sqlite3.connect(archive.path)) as connection, connection:
        connection.execute("UPDATE visitors SET holder = ?", [name])


def test_who_comes_first_owes_nothing_and_who_comes_next_the_rest_of_the_pause(archive: Archive) -> None:
    visitors = archive.visitors
    assert visitors.enter("news.example", NOON, 5.0) == 0
    visitors.leave(NOON, {"news.example": 2.5, "other.example": 9.0})
    assert visitors.enter("news.example", NOON + SECOND, 5.0) == pytest.approx(1.5)
    visitors.leave(NOON, {"news.example": 0.0})
    assert visitors.enter("news.example", NOON, 5.0) == 0


def test_two_processes_are_never_at_one_host(archive: Archive, other: int) -> None:
    archive.visitors.enter("news.example", NOON, 5.0)
    seize(archive, holder(other))
    assert archive.visitors.enter("news.example", NOON, 5.0) is None
    assert archive.visitors.enter("other.example", NOON, 5.0) == 0


def test_after_one_that_died_a_host_has_its_whole_delay(archive: Archive) -> None:
    archive.visitors.enter("news.example", NOON, 5.0)
    seize(archive, holder(2**22 + 1))
    assert archive.visitors.enter("news.example", NOON, 5.0) == 5
    archive.visitors.note_delay("news.example", 8.0)
    seize(archive, holder(2**22 + 1))
    assert archive.visitors.enter("news.example", NOON, 5.0) == 8


def test_one_of_another_machine_is_believed_for_so_long(archive: Archive) -> None:
    archive.visitors.enter("news.example", NOON, 5.0)
    seize(archive, "elsewhere/1@boot.1")
    assert archive.visitors.enter("news.example", NOON + LONGEST_LEASE, 5.0) is None
    assert archive.visitors.enter("news.example", NOON + LONGEST_LEASE + SECOND, 5.0) == 5
