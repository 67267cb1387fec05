"""A seed has what a harvest asks for; what comes back has what it brought, and no more."""

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from scraper.archive import Archive, open_archive
from scraper.items import Found, Outcome, Visit
from scraper.merging import merge
from scraper.sources import Source
from tests.conftest import NOON

LATER = NOON + timedelta(hours=2)
Make = Callable[..., Visit]


@pytest.fixture
def source(archive: Archive) -> int:
    with archive.transaction():
        return archive.sources.sync([Source(name="alder", homepage="https://news.example/")])["alder"]


def sown(archive: Archive, source: int, folder: Path) -> Archive:
    open_archive(folder, create=True).close()
    archive.seeds.sow([source], folder / "archive.db", LATER)
    return open_archive(folder)


def test_a_seed_has_every_address_and_the_texts_that_are_due(
    archive: Archive, source: int, visit: Make, tmp_path: Path
) -> None:
    harvest = archive.harvests.start("harvest", NOON)
    archive.record(visit("https://news.example/due"), harvest)
    archive.record(visit("https://news.example/late", at=LATER, body="Another text."), harvest)
    archive.record(visit("https://other.example/page", body="Of another source."), harvest)
    archive.urls.queue([Found(url="https://news.example/waits")], harvest=harvest, found_on="feed", at=NOON)
    with sown(archive, source, tmp_path / "seed") as seed:
        known = {row["url"]: row["state"] for row in seed.urls.listed()}
        assert known == {
            "https://news.example/due": "done",
            "https://news.example/late": "done",
            "https://news.example/waits": "queued",
        }
        assert seed.articles.find("https://news.example/due")
        assert seed.articles.find("https://news.example/late") is None
        assert seed.urls.queue([Found(url="https://news.example/late")], harvest=1, found_on="feed", at=LATER) == 0
        twin = seed.articles.same_text(visit("https://news.example/again", body="Another text.").article)  # type: ignore[arg-type]
        assert twin == {"id": None, "url": "https://news.example/late"}


def test_what_was_not_touched_is_not_brought_back(archive: Archive, source: int, visit: Make, tmp_path: Path) -> None:
    first = archive.harvests.start("harvest", NOON)
    archive.record(visit("https://news.example/due"), first)
    archive.record(visit("https://news.example/known", at=LATER, body="A second text."), first)
    archive.urls.queue([Found(url="https://news.example/waits")], harvest=first, found_on="feed", at=NOON)
    with sown(archive, source, tmp_path / "seed") as seed:
        with seed.transaction():
            seed.seeds.begin_at(7)
        harvest = seed.harvests.start("harvest", LATER)
        assert harvest == 7
        seed.record(visit("https://news.example/due", at=LATER, body="The water went at noon."), harvest)
        seed.record(visit("https://news.example/new", at=LATER, body="News."), harvest)
        twin = visit("https://news.example/print", at=LATER, body="A second text.")
        seed.note_twin(twin)
        seed.record(twin, harvest)
        with seed.transaction():
            seed.seeds.reap(harvest)
            seed.harvests.sign(harvest, "far task 7.0/1")
            seed.harvests.finish(harvest, LATER, "finished", {})
        assert {row["url"] for row in seed.urls.listed()} == {
            f"https://news.example/{name}" for name in ("due", "new", "print")
        }
        newest = seed.harvests.newest()
    assert newest
    merge(archive, tmp_path / "seed")
    with archive.transaction():
        assert archive.seeds.join_twins(archive.harvests.same_as(newest)) == 1
    rows = {row["url"]: row for row in archive.urls.listed()}
    assert rows["https://news.example/waits"]["state"] == "queued"
    assert rows["https://news.example/known"]["tries"] == 1
    assert rows["https://news.example/print"]["article"] == rows["https://news.example/known"]["article"]
    found = archive.articles.find("https://news.example/due")
    assert found
    assert [row["seen_at"] for row in archive.revisions.of(found["id"])] == [
        "2026-03-01T12:00:00Z",
        "2026-03-01T14:00:00Z",
    ]
    assert rows["https://news.example/due"]["tries"] == 2


@pytest.mark.parametrize("number", [1, 2, 3, 4711])
def test_the_harvest_of_a_task_has_its_number(archive: Archive, source: int, tmp_path: Path, number: int) -> None:
    archive.urls.queue(
        [Found(url="https://news.example/waits")],
        harvest=archive.harvests.start("harvest", NOON),
        found_on="feed",
        at=NOON,
    )
    with sown(archive, source, tmp_path / "seed") as seed:
        with seed.transaction():
            seed.seeds.begin_at(number)
        assert seed.harvests.start("harvest", LATER) == number
        (left,) = [one for one in seed.harvests.unfinished() if one != number]
        assert seed.urls.waiting([left]) == 1


@pytest.mark.usefixtures("source")
def test_sources_that_are_out_are_leased_until_they_are_back(archive: Archive) -> None:
    with archive.transaction():
        archive.clusters.lease({"alder": 5}, NOON)
    assert archive.clusters.out() == {"alder": 5}
    (state,) = archive.schedule.states(NOON)
    assert state["is_leased"]
    with archive.transaction():
        archive.clusters.lease({}, NOON)
    assert not archive.schedule.states(NOON)[0]["is_leased"]


def test_a_visit_that_fails_comes_back_too(archive: Archive, source: int, visit: Make, tmp_path: Path) -> None:
    archive.record(visit("https://news.example/due"), archive.harvests.start("harvest", NOON))
    with sown(archive, source, tmp_path / "seed") as seed:
        with seed.transaction():
            seed.seeds.begin_at(9)
        harvest = seed.harvests.start("harvest", LATER)
        gone = replace(visit("https://news.example/due", at=LATER), article=None)
        gone.end(Outcome.GONE, "HTTP 410")
        seed.record(gone, harvest)
        with seed.transaction():
            seed.seeds.reap(harvest)
    merge(archive, tmp_path / "seed")
    row = archive.articles.find("https://news.example/due")
    assert row
    (deletion,) = archive.deletions.of(row["id"])
    assert deletion["how"] == "gone"
    connection = sqlite3.connect(archive.path)
    assert connection.execute("SELECT count(*) FROM known_texts").fetchone() == (0,)
    connection.close()
