from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import permutations
from pathlib import Path

import pytest

from scraper.archive import Archive, open_archive
from scraper.fixity.verification import verify
from scraper.items import Visit
from scraper.merging import merge
from scraper.stories import sketch_of
from tests.conftest import NOON

FERRY = (
    "The night ferry from Holmby struck the northern pier at twenty past four on Sunday morning. All 118 passengers "
    * 2
)
MARKET = "The market moves to the river on Wednesday, since the square is paved anew until the end of the summer. " * 3
SEEN = {
    "one": {"a": FERRY, "b": MARKET},
    "two": {"b": MARKET, "c": MARKET + "Nobody minds."},
    "three": {"d": FERRY + "Divers look at its piles.", "e": "Two swans were seen by the weir."},
}


@pytest.fixture
def folders(tmp_path: Path, visit: Callable[..., Visit]) -> dict[str, Path]:
    for name, pages in SEEN.items():
        with open_archive(tmp_path / name, create=True) as archive:
            for hours, (page, body) in enumerate(pages.items()):
                archive.record(visit(f"https://{page}.example/", at=NOON + timedelta(hours=hours), body=body))
    return {name: tmp_path / name for name in SEEN}


def stories(archive: Archive) -> list[list[str]]:
    assert list(verify(archive)) == []
    assert archive.copies.waiting() == 0
    found = [archive.copies.in_story(row["story"]) for row in archive.copies.stories()]
    return sorted(sorted(row["source"][0] for row in story) for story in found)


@pytest.mark.parametrize("order", list(permutations(SEEN)))
def test_copies_find_each_other_across_archives(archive: Archive, folders: dict[str, Path], order: list[str]) -> None:
    for name in order:
        merge(archive, folders[name])
    assert stories(archive) == [["a", "d"], ["b", "c"]]
    for name in order:
        assert not merge(archive, folders[name]).changed.total()


def test_a_text_that_is_edited_elsewhere_is_compared_anew(
    archive: Archive, folders: dict[str, Path], visit: Callable[..., Visit]
) -> None:
    merge(archive, folders["one"])
    merge(archive, folders["two"])
    with open_archive(folders["two"]) as other:
        other.record(visit("https://c.example/", at=NOON + timedelta(hours=9), body=FERRY))
    merge(archive, folders["two"])
    assert stories(archive) == [["a", "c"]]


def test_what_a_worker_brings_is_compared_here_with_the_sketches_that_it_has_made(
    archive: Archive, folders: dict[str, Path], visit: Callable[..., Visit], tmp_path: Path
) -> None:
    texts = {"d": FERRY + "Divers look at its piles.", "f": FERRY + "Gulls went round it.", "e": "Two swans were seen."}
    with open_archive(tmp_path / "worker", create=True) as worker:
        with worker.transaction():
            worker.clusters.serve()
        for page, body in texts.items():
            worker.record(replace(visit(f"https://{page}.example/", body=body), sketch=sketch_of(body)))
        worker.record(visit("https://e.example/", at=NOON + timedelta(hours=1), body=MARKET))
        assert list(worker.copies.stories()) == [], "it compares nothing"
    merge(archive, folders["one"])
    merge(archive, tmp_path / "worker")
    assert stories(archive) == [["a", "d", "f"], ["b", "e"]]
    assert not merge(archive, tmp_path / "worker").added.total()


def test_what_a_worker_brings_without_a_sketch_is_left_to_be_compared_later(
    archive: Archive, folders: dict[str, Path], visit: Callable[..., Visit], tmp_path: Path
) -> None:
    with open_archive(tmp_path / "worker", create=True) as worker:
        with worker.transaction():
            worker.clusters.serve()
        worker.record(visit("https://d.example/", body=FERRY))
    merge(archive, folders["one"])
    merge(archive, tmp_path / "worker")
    assert archive.copies.waiting() == 1
    with archive.transaction():
        archive.copies.build(0, 10)
    assert stories(archive) == [["a", "d"]]
