"""The parts of a cluster that need no database."""

import asyncio
import pkgutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from procrastinate.jobs import Job

from scraper.archive.stamps import stamp
from scraper.captures.reading import StoredRecord, records
from scraper.captures.writing import seal_of
from scraper.cluster.apart import PRELOADED
from scraper.cluster.database import check_url, checked_skew, without_password
from scraper.cluster.handing_out import safe_name
from scraper.cluster.packing import pack, unpack
from scraper.cluster.readings import Readings, write_readings
from scraper.cluster.seeding import sources_of
from scraper.cluster.spool import Spool, Tampered
from scraper.cluster.sweeping import left_results, left_seeds
from scraper.cluster.tasks import MOST_TRIES, Backoff, HostBusy, Refused
from scraper.cluster.warm import READING
from scraper.exceptions import BadInput, MorgueError
from scraper.rereading.reparsing import read_capture
from scraper.sources import Source, read_sources
from tests.integration.test_import import page, warc


def test_a_spool_gives_back_what_was_put_there_or_says_that_it_does_not(tmp_path: Path) -> None:
    spool, file = Spool(str(tmp_path / "spool")), tmp_path / "file"
    file.write_bytes(b"news" * 1000)
    parcel = spool.put(file, "results/1-0/file")
    spool.get(parcel, tmp_path / "back")
    assert (tmp_path / "back").read_bytes() == file.read_bytes()
    assert spool.names("results/1-0") == ["file"]
    (tmp_path / "spool" / "results" / "1-0" / "file").write_bytes(b"News" * 1000)
    with pytest.raises(Tampered):
        spool.get(parcel, tmp_path / "back")
    spool.remove("results/1-0")
    spool.remove("results/1-0")
    assert (spool.names("results/1-0"), spool.read("none")) == ([], None)
    with pytest.raises(MorgueError, match="the same place on every machine"):
        spool.get(parcel, tmp_path / "back")


def test_what_was_damaged_since_it_was_sealed_is_found_by_whoever_gets_it(tmp_path: Path) -> None:
    spool, file = Spool(str(tmp_path / "spool")), tmp_path / "file"
    file.write_bytes(b"news" * 1000)
    seal = seal_of(file)
    assert spool.put(file, "whole", seal) == spool.put(file, "whole")
    file.write_bytes(b"News" * 1000)
    with pytest.raises(Tampered):
        spool.get(spool.put(file, "damaged", seal), tmp_path / "back")


def test_a_page_is_read_before_tasks_are_forked() -> None:
    assert "scraper.cluster.warm" in PRELOADED
    assert READING.fault is None
    assert READING.article
    assert READING.article.title == "The harbour is closed"
    assert "118 passengers" in (READING.article.body or "")


@pytest.mark.parametrize("url", ["spool", "nonsense://x/y"])
def test_what_is_no_spool(url: str) -> None:
    with pytest.raises(BadInput):
        Spool(url)


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(bytes(5_000_000))
    pack(tmp_path / "file", tmp_path / "packed")
    with pytest.raises(ValueError, match="unfolds"):
        unpack(tmp_path / "packed", tmp_path / "back", 1_000_000)
    unpack(tmp_path / "packed", tmp_path / "back", 5_000_000)
    assert (tmp_path / "back").stat().st_size == 5_000_000


@pytest.mark.parametrize(
    ("error", "attempts", "seconds"),
    [
        (MorgueError("away"), 0, 10),
        (MorgueError("away"), 2, 90),
        (MorgueError("away"), MOST_TRIES - 1, None),
        (Refused("never"), 0, None),
        (HostBusy("there"), 100, 5),
        (asyncio.CancelledError(), 100, 0),
    ],
)
def test_how_often_a_task_is_tried(error: BaseException, attempts: int, seconds: int | None) -> None:
    job = Job(id=1, queue="work", lock=None, queueing_lock=None, task_name="harvest", attempts=attempts)
    decision = Backoff().get_retry_decision(exception=error, job=job)
    if seconds is None:
        assert decision is None
    else:
        assert decision
        assert decision.retry_at
        assert abs(decision.retry_at - datetime.now(UTC) - timedelta(seconds=seconds)) < timedelta(seconds=2)


def test_what_nobody_needs_is_swept_out_of_the_spool() -> None:
    assert list(left_results(["7-0", "8-1", "notes"], {8})) == ["7-0"]
    now = datetime(2026, 3, 1, 12, tzinfo=UTC)
    old, young, needed = "1-20260301T100000.db.zst", "2-20260301T113000.db.zst", "3-20260301T090000.db.zst"
    assert list(left_seeds([old, young, needed, "x"], {f"seeds/{needed}"}, now)) == [old]


def test_clocks_may_differ_by_a_minute() -> None:
    noon = datetime(2026, 3, 1, 12, tzinfo=UTC)
    assert checked_skew(noon, noon + timedelta(seconds=59)) == timedelta(seconds=-59)
    with pytest.raises(MorgueError, match="61 s behind"):
        checked_skew(noon, noon + timedelta(seconds=61))


def test_addresses_of_databases() -> None:
    assert without_password("postgresql://me:secret@db.example:5432/x") == "postgresql://me:…@db.example:5432/x"
    assert without_password("postgresql:///x") == "postgresql:///x"
    with pytest.raises(BadInput):
        check_url("mysql://x")


@pytest.mark.parametrize(
    ("name", "safe"), [("a b.warc.gz", "a_b.warc.gz"), ("../x", "x"), (".hidden", "hidden"), ("…", "_")]
)
def test_names_in_the_spool(name: str, safe: str) -> None:
    assert safe_name(Path(name)) == safe


def test_a_worker_gets_the_sources_of_its_host_alone(tmp_path: Path) -> None:
    alder = Source(name="alder", homepage="https://news.example/", every=timedelta(minutes=20), delay=2.0)
    sport = Source(name="sport", homepage="https://www.news.example/sport/")
    elm = Source(name="elm", homepage="https://elm.example/")
    (tmp_path / "sources.toml").write_text(sources_of("news.example", [alder, elm, sport]))
    assert read_sources(tmp_path) == [alder, sport]


def test_readings_travel_as_lines(tmp_path: Path) -> None:
    path = warc(tmp_path, ("https://news.example/1", 0, page("Story one")), ("https://news.example/2", 1, page("Two")))
    assert write_readings(path, tmp_path / "lines") == 2
    readings = Readings(tmp_path)
    readings.add(path.name, tmp_path / "lines")
    lines = (tmp_path / "lines").read_text().splitlines()
    assert len(lines) == 2
    for offset, url, at in _rows(path):
        row = {"file": path.name, "offset": offset, "answered_by": url, "fetched_at": at}
        row |= {"content_type": "text/html; charset=utf-8"}
        found = readings(row)
        assert found == read_capture(tmp_path, row)
        assert found.article
    (tmp_path / "lines").write_text("{}\n")
    with pytest.raises(MorgueError):
        readings.add(path.name, tmp_path / "lines")


def _rows(path: Path) -> list[tuple[int, str, str]]:
    found = [one for one in records(path) if isinstance(one, StoredRecord) and one.kind in {"response", "resource"}]
    return [(one.offset, one.url, stamp(one.fetched_at) or "") for one in found]


def test_processes_of_tasks_find_all_spiders_loaded() -> None:
    found = pkgutil.iter_modules([str(Path("spiders").resolve())])
    assert {f"spiders.{module.name}" for module in found} <= set(PRELOADED)
