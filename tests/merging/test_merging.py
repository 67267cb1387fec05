from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from scraper.archive import Archive, open_archive
from scraper.fixity.verification import verify
from scraper.items import Visit
from scraper.merging import Merged, merge
from tests.conftest import NOON

MakeVisit = Callable[..., Visit]
Other = Callable[..., Path]


@pytest.fixture
def other(tmp_path: Path, visit: MakeVisit) -> Other:
    """Make another archive of visits: hours after noon, and what differs of the article."""

    def make(name: str, *visits: tuple[int, dict[str, object]]) -> Path:
        with open_archive(tmp_path / name, create=True) as made:
            for hours, values in visits:
                made.record(visit(at=NOON + timedelta(hours=hours), **values))
        return tmp_path / name

    return make


def texts(archive: Archive) -> list[tuple[str, int, int]]:
    (article,) = archive.sql("SELECT * FROM articles")
    assert list(verify(archive)) == []
    hour = [f"{NOON + timedelta(hours=hours):%Y-%m-%dT%H:%M:%SZ}" for hours in range(24)]
    return [
        (row["body"], hour.index(row["seen_at"]), hour.index(row["last_seen"]))
        for row in archive.revisions.of(article["id"])
    ]


def test_what_both_have_is_there_once(archive: Archive, other: Other) -> None:
    folder = other("a", (0, {}), (3, {"url": "https://news.example/b", "body": "Another."}))
    assert merge(archive, folder).added["articles"] == 2
    again = merge(archive, folder)
    assert not any((again.added + again.changed).values())
    assert archive.statistics.totals()["urls"] == 2
    assert list(verify(archive)) == []


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        ([[(0, "A"), (5, "A")], [(3, "A"), (8, "A")]], [("A", 0, 8)]),
        ([[(0, "A"), (2, "A")], [(5, "A")]], [("A", 0, 2), ("A", 5, 5)]),
        ([[(0, "A"), (9, "C")], [(4, "B")]], [("A", 0, 0), ("B", 4, 4), ("C", 9, 9)]),
        ([[(0, "A"), (9, "A")], [(4, "B")]], [("A", 0, 9), ("B", 4, 4), ("A", 9, 9)]),
        ([[(0, "A"), (1, "B"), (2, "A")], [(0, "A"), (1, "B")]], [("A", 0, 0), ("B", 1, 1), ("A", 2, 2)]),
    ],
)
def test_texts_stand_in_the_order_in_which_they_were_seen(
    archive: Archive,
    other: Other,
    seen: list[list[tuple[int, str]]],
    expected: list[tuple[str, int, int]],
    order: tuple[int, int],
) -> None:
    story = {name: f"Text {name} tells a story of its own, {name * 9}." for name in "ABC"}
    for place in order:
        visits = [(at, {"body": story[text]}) for at, text in seen[place]]
        merge(archive, other(f"other{place}", *visits))
    assert texts(archive) == [(story[name], first, last) for name, first, last in expected]


def test_a_small_archive_comes_in_as_a_whole_or_not_at_all(archive: Archive, other: Other) -> None:
    def stop(merged: Merged) -> None:
        if merged.phase == "checking":
            raise KeyboardInterrupt

    folder = other("a", (0, {}))
    with pytest.raises(KeyboardInterrupt):
        merge(archive, folder, watch=stop)
    assert archive.statistics.totals()["articles"] == 0
    assert merge(archive, folder).added["articles"] == 1
