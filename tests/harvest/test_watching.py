"""When a watch harvests, by a clock that is invented and set."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from scraper.archive import Archive
from scraper.archive.holders import holder
from scraper.exceptions import DiskFull
from scraper.harvest import watching
from scraper.harvest.addressees import VARIABLE, digest_due
from scraper.harvest.full_disk import forget_full, tell_full
from scraper.harvest.watching import GLANCE, Rest, Watch
from tests.conftest import NOON

HOUR, NOW = timedelta(hours=1), timedelta(0)


class Watched:
    """A watch over one source, and the harvests that it has begun."""

    def __init__(self, archive: Archive, clock: time_machine.Traveller) -> None:
        self.archive, self.clock = archive, clock
        self.harvests: list[datetime] = []
        self.said: list[str] = []
        self.watch = Watch(archive.path.parent, [], self._harvest, self.said.append)

    def _harvest(self, rest: Rest) -> None:
        assert not rest(0)
        self.harvests.append(datetime.now(NOON.tzinfo))
        with self.archive.transaction():
            row = self.archive.sources.named("alder")
            self.archive.sources.harvested(row["id"], self.harvests[-1])
            self.archive.schedule.plan(row["id"], self.harvests[-1] + HOUR)

    def at(self, moment: datetime) -> timedelta:
        """Set the clock; give how long nothing is due."""
        self.clock.move_to(moment)
        return self.watch.wait()

    def harvested(self) -> int:
        """Let it look once; give how many harvests there were."""
        self.watch.look(NOW)
        return len(self.harvests)


@pytest.fixture
def watched(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watched]:
    for name in ("STARTED_ANEW", "PUT_OFF"):
        monkeypatch.setattr(watching, name, 0.0)
    monkeypatch.delenv(VARIABLE, raising=False)
    write(archive.path.parent, "")
    with time_machine.travel(NOON, tick=False) as clock:
        yield Watched(archive, clock)


def write(data: Path, more: str) -> None:
    (data / "sources.toml").write_text(
        f'[[source]]\nname = "alder"\nhomepage = "https://alder.example/"\nevery = "1h"\n{more}'
    )


def test_a_watch_waits_for_what_is_planned(watched: Watched) -> None:
    assert watched.at(NOON) == NOW
    assert watched.harvested() == 1
    assert watched.at(NOON) == HOUR
    assert watched.harvested() == 1
    assert watched.said == ["next harvest at 2026-03-01 13:00:00 UTC"]
    assert watched.at(NOON + HOUR) == NOW
    assert watched.harvested() == 2


@pytest.mark.parametrize("hours", [1, 13, 24 * 400])
def test_a_clock_that_is_set_forward_and_back_again_costs_one_harvest_each_time(watched: Watched, hours: int) -> None:
    watched.harvested()
    assert watched.at(NOON + hours * HOUR) == NOW
    assert watched.harvested() == 2
    assert watched.at(NOON + hours * HOUR) == HOUR
    assert watched.at(NOON) == NOW
    assert watched.harvested() == 3
    assert watched.at(NOON) == HOUR
    assert watched.at(NOON + HOUR) == NOW


@pytest.mark.parametrize(("back", "waits"), [(timedelta(minutes=2), HOUR + timedelta(minutes=2)), (13 * HOUR, NOW)])
def test_a_clock_that_is_set_back_keeps_nobody_waiting(watched: Watched, back: timedelta, waits: timedelta) -> None:
    watched.harvested()
    assert watched.at(NOON - back) == waits


@pytest.mark.parametrize("hours", [-300, -13, 0, 13, 300])
def test_no_clock_ends_the_lease_of_a_harvest_that_is_at_work(watched: Watched, other: int, hours: int) -> None:
    watched.harvested()
    watched.archive._database.execute(  # noqa: SLF001 - as another process would write it
        "UPDATE sources SET leased_by = ?, leased_at = '2026-03-01T12:00:00Z'", [holder(other)]
    )
    assert watched.at(NOON + hours * HOUR) > NOW
    assert watched.harvested() == 1


def test_a_digest_is_sent_when_its_time_has_come(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    write(watched.archive.path.parent, '[notify]\ndigest = "30min"\n')
    watched.harvested()
    assert watched.at(NOON) == HOUR, "nobody wants it"
    monkeypatch.setenv(VARIABLE, "json://127.0.0.1:1/")
    assert watched.at(NOON) == NOW
    watched.archive.digests.add("all is well", NOON)
    assert watched.at(NOON + HOUR / 4) == HOUR / 4
    assert watched.at(NOON + HOUR / 2) == NOW
    watched.watch.look()
    monkeypatch.setattr(watching, "PUT_OFF", 900.0)
    assert watched.at(NOON + HOUR / 2) > NOW, "nobody has taken it"


@pytest.mark.parametrize(("hours", "ahead"), [(0, 24), (-1, -1), (-300, -300), (1, 24), (24, 24), (300, 300)])
def test_a_digest_that_was_sent_in_the_future_is_none(archive: Archive, hours: int, ahead: int) -> None:
    archive.digests.add("all is well", NOON)
    assert digest_due(archive, 24 * HOUR, NOON + hours * HOUR) == NOON + ahead * HOUR


def test_a_full_disk_is_tried_again_after_a_while(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    data = watched.archive.path.parent
    monkeypatch.setattr(watching, "PUT_OFF", 900.0)
    tell_full(data, DiskFull("the disk is full"), watched.said.append)
    assert watched.at(NOON) == NOW
    assert watched.harvested() == 1
    assert watched.at(NOON + HOUR) > NOW
    forget_full(data)
    assert watched.at(NOON + HOUR) == NOW


def test_what_cannot_be_read_is_said_once_and_looked_at_again(watched: Watched) -> None:
    write(watched.archive.path.parent, "[[source\n")
    assert [watched.at(NOON), watched.at(NOON)] == [GLANCE, GLANCE]
    assert len(watched.said) == 1
