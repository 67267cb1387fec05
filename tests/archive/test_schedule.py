import socket
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest

from scraper.archive import Archive
from scraper.archive.holders import LONGEST_LEASE, holder, this_holder
from scraper.items import Found
from scraper.sources import Source
from tests.conftest import NOON

Ids = dict[str, int]


@pytest.fixture
def ids(archive: Archive) -> Ids:
    """Two sources that share a host, and one of another."""
    homes = {"a": "https://one.example/", "b": "https://one.example/b/", "c": "https://two.example/"}
    return archive.sources.sync([Source(name=name, homepage=home) for name, home in homes.items()])


def leased(archive: Archive, process: str, source: int) -> None:
    archive._database.execute(  # noqa: SLF001 - as another process would write it
        "UPDATE sources SET leased_by = ?, leased_at = '2026-03-01T12:00:00Z' WHERE id = ?", [process, source]
    )


@pytest.mark.parametrize("hours", [0, -300, -1, 1, 13, 300])
def test_a_source_is_taken_once_wherever_the_clock_is_set(archive: Archive, ids: Ids, other: int, hours: int) -> None:
    at = NOON + timedelta(hours=hours)
    leased(archive, holder(other), ids["c"])
    assert archive.schedule.take(list(ids.values()), at) == [ids["a"], ids["b"]]
    assert {row["name"]: row["is_leased"] for row in archive.schedule.states(at)} == {"a": 0, "b": 0, "c": 1}


@pytest.mark.parametrize("hours", [0, -300, 13])
def test_the_lease_of_a_dead_process_has_ended_wherever_the_clock_is_set(
    archive: Archive, ids: Ids, hours: int
) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        name = holder(other.pid)
        other.communicate(b"\n")
    at = NOON + timedelta(hours=hours)
    leased(archive, name, ids["c"])
    assert [row["name"] for row in archive.schedule.states(at) if row["is_waiting"]] == ["c"]
    assert archive.schedule.take([ids["c"]], at) == [ids["c"]]
    archive.schedule.release()
    assert not [row for row in archive.schedule.states(at) if row["is_waiting"]]
    assert [row["leased_by"] for row in archive.schedule.states(at)] == [None] * 3


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no system tells when a process began")
def test_a_number_that_was_given_to_another_program_holds_nothing(archive: Archive, ids: Ids, other: int) -> None:
    name, _, tick = holder(other).rpartition(".")
    leased(archive, f"{name}.{int(tick) - 1}", ids["c"])
    assert archive.schedule.take([ids["c"]], NOON) == [ids["c"]]
    before_the_boot = f"{name.partition('@')[0]}@00000000.{tick}"
    leased(archive, before_the_boot, ids["c"])
    assert archive.schedule.take([ids["c"]], NOON) == [ids["c"]]


@pytest.mark.parametrize("machine", [socket.gethostname(), "elsewhere"])
def test_a_lease_that_nobody_can_judge_ends_after_twelve_hours(
    archive: Archive, ids: Ids, other: int, machine: str
) -> None:
    leased(archive, f"{machine}/{other}", ids["c"])
    assert archive.schedule.take([ids["c"]], NOON + LONGEST_LEASE) == []
    late = NOON + LONGEST_LEASE + timedelta(minutes=1)
    assert archive.schedule.take([ids["c"]], late) == [ids["c"]]


def test_what_waits_is_due_unless_its_host_rests(archive: Archive, ids: Ids) -> None:
    harvest = archive.harvests.start("harvest", NOON)
    found = [Found(url="https://two.example/x", source=ids["c"])]
    archive.urls.queue(found, harvest=harvest, found_on="a feed", at=NOON)
    assert [row["name"] for row in archive.schedule.states(NOON) if row["is_waiting"]] == ["c"]
    archive.hosts.rest("two.example", NOON + timedelta(hours=1), "HTTP 429")
    assert not [row for row in archive.schedule.states(NOON) if row["is_waiting"]]
    assert [row["name"] for row in archive.schedule.states(NOON + timedelta(hours=2)) if row["is_waiting"]] == ["c"]


def test_a_process_that_ended_and_was_not_waited_for_is_dead(archive: Archive, ids: Ids) -> None:
    talk = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-c", "import sys; sys.stdin.read()"], **talk) as other:  # type: ignore[call-overload]
        name = holder(other.pid)
        assert other.stdin
        assert other.stdout
        other.stdin.close()
        assert other.stdout.read() == b""  # it has ended, and nobody has asked how
        leased(archive, name, ids["c"])
        deadline = time.monotonic() + 10
        while not archive.schedule.take([ids["c"]], NOON) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert [row["leased_by"] for row in archive.schedule.states(NOON) if row["name"] == "c"] == [this_holder()]


def test_a_harvest_adopts_what_a_dead_one_left_of_its_own_sources(archive: Archive, ids: Ids) -> None:
    dead = archive.harvests.start("harvest", NOON)
    found = [Found(url=f"https://two.example/{n}", source=ids["c"]) for n in range(3)]
    found += [Found(url="https://one.example/b/x", source=ids["b"]), Found(url="https://three.example/")]
    archive.urls.queue(found, harvest=dead, found_on="a feed", at=NOON)
    archive.urls.lease(dead, "two.example", 2)
    archive.urls.lease(dead, "one.example", 1)
    alive = archive.harvests.start("harvest", NOON)
    archive.urls.adopt(alive, dead, [ids["c"]])
    assert archive.urls.waiting([alive]) == 3
    assert len(archive.urls.lease(alive, "two.example", 9)) == 3
    assert archive.urls.waiting([dead]) == 2  # for whoever takes that source, and for 'morgue run'
    assert [row["name"] for row in archive.schedule.states(NOON) if row["is_waiting"]] == ["b"]
