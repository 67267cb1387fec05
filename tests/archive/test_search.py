from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scraper.archive import Archive
from scraper.archive.search import MARKS, read_query
from scraper.items import Visit

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


def titles(archive: Archive, words: str, **filters: object) -> list[str]:
    return [row["title"] for row in archive.search(words, **filters)]  # type: ignore[arg-type]


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
