import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scraper.archive import Archive
from scraper.archive.query import read_query
from scraper.archive.search import MARKS
from scraper.archive.selection import Selection
from scraper.items import Visit
from tests.conftest import NOON

MakeVisit = Callable[..., Visit]


@pytest.fixture
def full_archive(archive: Archive, visit: MakeVisit) -> Archive:
    day = datetime(2026, 2, 3, tzinfo=UTC)
    archive.record(
        visit("https://one.example/a", title="Rivers rise", body="The flood came at night.", date_published=day)
    )
    archive.record(
        visit("https://two.example/b", title="A new bridge", body="Over the river, for C++ fans (2024): 50% off.")
    )
    archive.record(visit("https://two.example/c", title="橋が開通", body="新しい橋が三月に開通した。町は祝った。"))
    archive.record(
        visit("https://two.example/d", title="Die Brücke", body="Eröffnet wurde sie von der Bürgermeisterin.")
    )
    return archive


def titles(archive: Archive, words: str, limit: int = 20, **filters: str) -> list[str]:
    return [row["title"] for row in archive.search(words, Selection(**filters), limit)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("flood", ["Rivers rise"]),
        ("FLOOD night", ["Rivers rise"]),
        ("flood bridge", []),
        ('"came at night"', ["Rivers rise"]),
        ('"night at came"', []),
        ("river*", ["Rivers rise", "A new bridge"]),
        ("river* -flood", ["A new bridge"]),
        ("brucke", ["Die Brücke"]),
        ("橋", ["橋が開通"]),
        ("三月 開通", ["橋が開通"]),
        ("三月 flood", []),
        ("C++ (2024) AND 50%", ["A new bridge"]),
        ('"C++ (2024) AND 50%"', []),
        ("", []),
        ("++ %", []),
        ("-flood", []),
        ("title:bridge", ["A new bridge"]),
        ("body:bridge", []),
        ("title:rise night", ["Rivers rise"]),
        ("-title:bridge river*", ["Rivers rise"]),
        ("NEAR(flood night, 2)", ["Rivers rise"]),
        ("NEAR(flood night, 1)", []),
        ("NEAR(flood)", ["Rivers rise"]),
        ("NEAR(flood, 3)", []),
        ("三月 -橋", []),
        ("三月 -川", ["橋が開通"]),
        ("しい橋が三", ["橋が開通"]),
        ("通町", []),
        ("Author:x", []),
    ],
)  # fmt: skip
def test_search(full_archive: Archive, words: str, expected: list[str]) -> None:
    assert titles(full_archive, words) == expected


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200, deadline=None)
@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from('"*()-:^{}+ANDORTNE橋%_\\'))))
def test_any_text_is_a_query(full_archive: Archive, words: str) -> None:
    list(full_archive.search(words))


def test_what_was_found_stands_between_marks(full_archive: Archive) -> None:
    before, after = MARKS
    (flood,) = full_archive.search("flood")
    assert f"{before}flood{after}" in flood["snippet"]
    (bridge,) = full_archive.search("三月")
    assert f"{before}三月{after}" in bridge["snippet"]


def test_filters(full_archive: Archive) -> None:
    assert titles(full_archive, "river*", source="two.example") == ["A new bridge"]
    assert titles(full_archive, "river*", limit=1) == ["Rivers rise"]
    assert titles(full_archive, "flood", since="2026-02-03", until="2026-02-03") == ["Rivers rise"]
    assert titles(full_archive, "flood", since="2026-02-04") == []
    assert titles(full_archive, "bridge", since="2026-03-01", until="2026-03-01") == ["A new bridge"]


def test_the_index_follows_a_revision(archive: Archive, visit: MakeVisit) -> None:
    archive.record(visit(body="The old words."))
    archive.record(visit(body="The new words."))
    assert titles(archive, "old") == []
    assert titles(archive, "new") == ["Rivers rise"]


def test_quotes_inside_a_word_are_text() -> None:
    assert read_query('say"hi"').match == '"say" AND "hi"'


@pytest.mark.parametrize(
    ("text", "piece", "is_found"),
    [
        ("น้ำท่วมเมือง", "ท่วม", True),
        ("น้ำท่วมเมือง", "ทวม", False),
        ("洪水和桥梁", "和桥", True),
        ("洪水 and 桥梁", "水桥", False),
        ("ကြောင်း", "ြ", True),
    ],
)
def test_any_piece_of_a_script_without_spaces(
    archive: Archive, visit: MakeVisit, text: str, piece: str, is_found: bool
) -> None:
    archive.record(visit(body=text))
    assert titles(archive, piece) == ["Rivers rise"] * is_found


def test_the_index_of_letters_follows_a_revision(archive: Archive, visit: MakeVisit) -> None:
    for body, found in (("旧い文。", ["旧"]), ("新しい文。", ["新"]), ("No such letters.", [])):
        archive.record(visit(body=body))
        assert [piece for piece in ("旧", "新") if titles(archive, piece)] == found
        assert not list(archive.sql("SELECT * FROM letters_due"))


def test_what_is_not_yet_in_the_index_of_letters_is_found_all_the_same(archive: Archive, visit: MakeVisit) -> None:
    archive.record(visit(body="新しい文。"))
    connection = sqlite3.connect(archive.path)
    with connection:
        connection.execute("DELETE FROM letters_fts")
        connection.execute("INSERT INTO letters_due SELECT id FROM articles")
    connection.close()
    with archive.transaction():
        assert titles(archive, "新し") == ["Rivers rise"]
    assert list(archive.sql("SELECT rowid FROM letters_fts")) == [{"rowid": 1}]


def test_of_a_common_word_only_the_newest_are_ranked(archive: Archive, visit: MakeVisit) -> None:
    with_title = [0, 2500]
    with archive.transaction():
        for place in range(2501):
            title = "Flood" if place in with_title else "Rivers"
            made = visit(f"https://n.example/{place}", title=title, body=f"A flood, {place}.")
            archive.articles.save(made.article, NOON)
    found = archive.search("flood", limit=3)
    assert found.is_partial
    assert [row["url"].rpartition("/")[2] for row in found] == ["2500", "2499", "2498"]
    assert not archive.search("flood", Selection(source="nowhere")).is_partial


FILTERS = [
    ({"language": "pt"}, ["b"]),
    ({"language": "pt-BR"}, ["b"]),
    ({"language": "p"}, []),
    ({"section": "POLITICS"}, ["a"]),
    ({"author": "ana öz"}, ["a"]),
    ({"author": "Ana"}, []),
    ({"since": "2026-03-01", "until": "2026-03-01"}, ["b", "a"]),
    ({"until": "2026-02-28"}, []),
    ({"until": "9999-12-31"}, ["b", "a"]),
    ({"source": "one.example", "language": "pt"}, []),
]


@pytest.mark.parametrize(("filters", "expected"), FILTERS)
def test_a_selection(archive: Archive, visit: MakeVisit, filters: dict[str, str], expected: list[str]) -> None:
    archive.record(visit("https://one.example/a", authors=["Ana Öz", "Li"], section="Politics", date_published=NOON))
    archive.record(visit("https://two.example/b", body="Outra.", language="pt-BR"))
    listed = archive.articles.listed(Selection(**filters))
    assert [row["url"][-1] for row in listed] == expected
    assert sorted(titles(archive, "rivers", **filters)) == ["Rivers rise"] * len(expected)
