import os
import subprocess
import sys
import time
from datetime import timedelta

import pytest

from scraper.archive import Archive
from scraper.archive.harvests import this_process
from scraper.archive.schedule import LONGEST_LEASE
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


def test_a_source_is_taken_once(archive: Archive, ids: Ids) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        name = this_process().replace(str(os.getpid()), str(other.pid))
        leased(archive, name, ids["c"])
        assert archive.schedule.take(list(ids.values()), NOON) == [ids["a"], ids["b"]]
        states = {row["name"]: row["is_leased"] for row in archive.schedule.states(NOON)}
        assert states == {"a": 0, "b": 0, "c": 1}
        late = NOON + LONGEST_LEASE + timedelta(minutes=1)
        assert archive.schedule.take([ids["c"]], late) == [ids["c"]]
        other.communicate(b"\n")


def test_the_lease_of_a_dead_process_has_ended(archive: Archive, ids: Ids) -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as other:
        other.wait()
    leased(archive, this_process().replace(str(os.getpid()), str(other.pid)), ids["c"])
    assert [row["name"] for row in archive.schedule.states(NOON) if row["is_waiting"]] == ["c"]
    assert archive.schedule.take([ids["c"]], NOON) == [ids["c"]]
    archive.schedule.release()
    assert not [row for row in archive.schedule.states(NOON) if row["is_waiting"]]
    assert [row["leased_by"] for row in archive.schedule.states(NOON)] == [None] * 3


def test_what_waits_is_due_unless_its_host_rests(archive: Archive, ids: Ids) -> None:
    harvest = archive.harvests.start("harvest", NOON)
    found = [Found(url="https://two.example/x", source=ids["c"])]
    archive.urls.queue(found, harvest=harvest, found_on="a feed", at=NOON)
    assert [row["name"] for row in archive.schedule.states(NOON) if row["is_waiting"]] == ["c"]
    archive.hosts.rest("two.example", NOON + timedelta(hours=1), "HTTP 429")
    assert not [row for row in archive.schedule.states(NOON) if row["is_waiting"]]
    assert [row["name"] for row in archive.schedule.states(NOON + timedelta(hours=2)) if row["is_waiting"]] == ["c"]


def test_a_process_that_ended_and_was_not_waited_for_is_dead(archive: Archive, ids: Ids) -> None:
    with subprocess.Popen([sys.executable, "-c", ""], stdout=subprocess.PIPE) as other:
        assert other.stdout
        assert other.stdout.read() == b""  # it has ended, and nobody has asked how
        leased(archive, this_process().replace(str(os.getpid()), str(other.pid)), ids["c"])
        deadline = time.monotonic() + 10
        while not archive.schedule.take([ids["c"]], NOON) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert [row["leased_by"] for row in archive.schedule.states(NOON) if row["name"] == "c"] == [this_process()]


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
