"""A page behind a wall and the whole text, seen by two archives, end as they would have in one."""

from collections.abc import Callable
from datetime import timedelta
from itertools import permutations
from pathlib import Path
from shutil import copytree

import pytest

from scraper.archive import Archive, open_archive
from scraper.fixity.verification import verify
from scraper.items import Visit
from scraper.merging import merge
from tests.conftest import NOON

WHOLE = (
    "The river rose at night and stood in the cellars of the lower town before the first ferry left. Forty families "
    "slept in the school, where the baker brought bread, and the mayor counted boats until noon. Nobody was hurt. "
)
LATER = WHOLE + "The bridge stays closed until its piles have been looked at."
OTHER = "The square is paved anew until the end of the summer, and so the market goes up the hill on Wednesday. " * 3
SEEN: dict[str, dict[str, object]] = {
    "whole": {"body": WHOLE},
    "later": {"body": LATER},
    "wall": {"body": WHOLE[:90], "is_free": False},
    "wall with a new headline": {"body": WHOLE[:90], "is_free": False, "title": "Rivers fall"},
    "short and free": {"body": WHOLE[:90]},
    "sold whole": {"body": WHOLE, "is_free": False},
    "other behind a wall": {"body": OTHER[:90], "is_free": False},
}
MakeVisit = Callable[..., Visit]


def visits(visit: MakeVisit, names: tuple[str, ...]) -> list[Visit]:
    return [visit(at=NOON + timedelta(hours=hour), **SEEN[name]) for hour, name in enumerate(names)]


def newest(archive: Archive) -> tuple[str, str, int | None]:
    assert list(verify(archive)) == []
    (row,) = archive.sql("SELECT title, body, is_free FROM articles")
    return row["title"], row["body"], row["is_free"]


@pytest.mark.parametrize(
    "names",
    [
        ("whole", "wall"),
        ("wall", "whole"),
        ("whole", "wall with a new headline"),
        ("whole", "later", "wall"),
        ("whole", "wall", "later"),
        ("whole", "wall with a new headline", "later"),
        ("whole", "short and free"),
        ("sold whole", "wall"),
        ("whole", "other behind a wall"),
        ("wall", "wall with a new headline"),
    ],
)
def test_archives_of_one_visit_each_give_what_one_crawl_gives(
    tmp_path: Path, empty: Path, visit: MakeVisit, names: tuple[str, ...]
) -> None:
    with open_archive(copytree(empty, tmp_path / "one")) as one:
        for made in visits(visit, names):
            one.record(made)
        expected = newest(one)
        edits = [(row["title"], row["former_title"], row["words"]) for row in one.revisions.edits()]
    for place, made in enumerate(visits(visit, names)):
        with open_archive(copytree(empty, tmp_path / f"part{place}")) as part:
            part.record(made)
    for order in permutations(range(len(names))):
        with open_archive(copytree(empty, tmp_path / f"whole{order}")) as whole:
            for place in (*order, *order):
                merge(whole, tmp_path / f"part{place}")
            assert newest(whole) == expected, order
            found = [(row["title"], row["former_title"], row["words"]) for row in whole.revisions.edits()]
            assert found == edits, order


def test_a_crawl_goes_on_with_the_whole_text(archive: Archive, tmp_path: Path, visit: MakeVisit) -> None:
    whole, wall = visits(visit, ("whole", "wall"))
    archive.record(whole)
    with open_archive(tmp_path / "other", create=True) as other:
        other.record(wall)
    merge(archive, tmp_path / "other")
    assert archive.record(visit(at=NOON + timedelta(hours=5), **SEEN["wall"])) == "unchanged"
    (text,) = archive.revisions.of(1)
    assert (text["body"], text["last_seen"]) == (WHOLE, "2026-03-01T17:00:00Z")
    again = merge(archive, tmp_path / "other")
    assert not any((again.added + again.changed).values())
    assert newest(archive)[1] == WHOLE


def test_what_a_wall_showed_is_kept(archive: Archive, tmp_path: Path, visit: MakeVisit) -> None:
    for name, made in zip(("whole", "wall"), visits(visit, ("whole", "wall with a new headline")), strict=True):
        with open_archive(tmp_path / name, create=True) as other:
            other.record(made)
        merge(archive, tmp_path / name)
    rows = list(archive.sql("SELECT title, part, length(body) AS size, is_free FROM revisions ORDER BY id"))
    assert [tuple(row.values()) for row in rows] == [
        ("Rivers rise", None, len(WHOLE), None),
        ("Rivers fall", "shown", 90, 0),
        ("Rivers fall", "completed", None, None),
    ]
    assert [row["title"] for row in archive.revisions.headlines(1)] == ["Rivers rise", "Rivers fall"]
