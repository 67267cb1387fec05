import socket
import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest

from scraper.archive import Archive
from scraper.archive.holders import LONGEST_LEASE, holder, is_dead
from scraper.archive.visitors import Occupant
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
    assert archive.visitors.enter("news.example", NOON, 5.0) is Occupant.CRAWL
    assert archive.visitors.enter_for_workers("news.example", NOON, 5.0) is None
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
    assert archive.visitors.enter("news.example", NOON + LONGEST_LEASE, 5.0) is Occupant.CRAWL
    assert archive.visitors.enter("news.example", NOON + LONGEST_LEASE + SECOND, 5.0) == 5


def test_a_host_that_is_kept_for_workers_keeps_crawls_out(archive: Archive) -> None:
    visitors = archive.visitors
    assert visitors.enter_for_workers("news.example", NOON, 5.0) == 0
    assert visitors.enter_for_workers("news.example", NOON, 5.0) == 0
    assert visitors.enter("news.example", NOON + SECOND, 5.0) is Occupant.WORKER
    visitors.name_tasks({"news.example": 7}, NOON + SECOND)
    (entered,) = visitors.of_workers().values()
    assert (entered.task, entered.since) == (7, NOON + SECOND)
    visitors.leave_for_workers("news.example", NOON, 2.5, 5.0)
    assert visitors.of_workers() == {}
    assert visitors.enter("news.example", NOON + SECOND, 5.0) == pytest.approx(1.5)
    visitors.leave_for_workers("news.example", NOON, 99.0, 5.0)  # it is not the cluster's any more
    assert visitors.enter_for_workers("news.example", NOON + SECOND, 5.0) == 5, "this process is no crawl at work"


def test_what_a_crawl_left_owed_is_not_lost_if_nobody_tells_the_cluster(archive: Archive) -> None:
    visitors = archive.visitors
    visitors.enter("news.example", NOON, 5.0)
    visitors.note_delay("news.example", 8.0)
    seize(archive, holder(2**22 + 1))
    assert [visitors.enter_for_workers("news.example", NOON, 5.0) for _ in range(2)] == [8, 8]
    visitors.leave_for_workers("news.example", NOON, 0.0, 5.0)
    assert visitors.enter("news.example", NOON, 5.0) == 8


def test_after_a_task_that_ended_anyhow_a_host_has_its_whole_delay(archive: Archive) -> None:
    visitors = archive.visitors
    visitors.enter_for_workers("news.example", NOON, 5.0)
    visitors.leave_for_workers("news.example", NOON, None, 5.0)
    assert visitors.enter("news.example", NOON, 1.0) == 5


def test_no_host_stays_locked_for_a_cluster_that_is_gone(archive: Archive) -> None:
    archive.visitors.enter_for_workers("news.example", NOON, 5.0)
    assert archive.visitors.enter("news.example", NOON + LONGEST_LEASE, 5.0) is Occupant.WORKER
    assert archive.visitors.enter("news.example", NOON + LONGEST_LEASE + SECOND, 5.0) == 5


def test_a_task_is_no_process_of_a_machine_called_cluster(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "gethostname", lambda: "cluster")
    assert not is_dead(f"cluster/{2**22 + 1}")
    assert is_dead(holder(2**22 + 1) + "@boot.1")
