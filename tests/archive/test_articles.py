import json
from collections.abc import Callable
from datetime import datetime, timedelta, timezone

import pytest

from scraper.archive import Archive
from scraper.exceptions import BadInput
from scraper.items import Article, Visit


def test_a_date_is_kept_in_utc_and_as_the_page_gave_it(archive: Archive, visit: Callable[..., Visit]) -> None:
    tokyo = timezone(timedelta(hours=9))
    archive.record(visit(date_published=datetime(2026, 3, 1, 8, tzinfo=tokyo)))
    row = archive.articles.find("1")
    assert row is not None
    assert row["date_published"] == "2026-02-28T23:00:00Z"
    assert row["date_published_local"] == "2026-03-01T08:00:00+09:00"


def test_lists_are_json_and_none_is_null(archive: Archive, visit: Callable[..., Visit]) -> None:
    archive.record(visit(authors=["Ana Öz", "Bo"], provenance={"title": "json_ld"}))
    row = archive.articles.find("1")
    assert row is not None
    assert json.loads(row["authors"]) == ["Ana Öz", "Bo"]
    assert json.loads(row["provenance"]) == {"title": "json_ld"}
    assert (row["image"], row["is_free"], row["language"]) == (None, None, None)


@pytest.mark.parametrize("key", ["1", "https://news.example/rivers", "https://news.example/old"])
def test_find_by_id_by_address_and_by_one_that_led_there(
    archive: Archive, visit: Callable[..., Visit], key: str
) -> None:
    moved = visit()
    moved.url = "https://news.example/old"
    archive.record(moved)
    row = archive.articles.find(key)
    assert row is not None
    assert (row["id"], row["source"]) == (1, "news.example")


@pytest.mark.parametrize("key", ["2", "https://news.example/none", "9" * 40, "", "1 OR 1=1"])
def test_find_nothing(archive: Archive, visit: Callable[..., Visit], key: str) -> None:
    archive.record(visit())
    assert archive.articles.find(key) is None


def test_the_same_text_at_another_address_of_the_source(
    archive: Archive, visit: Callable[..., Visit], article: Callable[..., Article]
) -> None:
    archive.record(visit())
    twin = archive.articles.same_text(article("https://www.news.example/print/rivers"))
    assert twin == {"id": 1, "url": "https://news.example/rivers"}
    assert archive.articles.same_text(article("https://other.example/rivers")) is None
    assert archive.articles.same_text(article("https://news.example/rivers")) is None


def test_an_unknown_source_names_the_known_ones(archive: Archive, visit: Callable[..., Visit]) -> None:
    archive.record(visit())
    with pytest.raises(BadInput, match=r"knows news\.example"):
        archive.sources.named("new.example")


def words(name: str) -> str:
    return " ".join(f"{name}{place}" for place in range(60))


def test_one_address_that_all_pages_claim_makes_no_one_article_of_them(
    archive: Archive, visit: Callable[..., Visit]
) -> None:
    """A hostile or broken canonical link; each page is visited twice."""
    outcomes = []
    for _ in range(2):
        for name in ("ash", "elm", "oak"):
            url = f"https://news.example/{name}"
            seen = visit(url, title=name, body=words(name), canonical_url="https://news.example/all")
            archive.note_twin(seen)
            outcomes.append(archive.record(seen))
    assert outcomes == ["stored"] * 3 + ["unchanged"] * 3
    rows = archive.sql(
        "SELECT a.url, a.title, count(*) FROM articles a JOIN revisions r ON r.article = a.id GROUP BY 1"
    )
    assert sorted(tuple(row.values()) for row in rows) == [
        ("https://news.example/all", "ash", 1),
        ("https://news.example/elm", "elm", 1),
        ("https://news.example/oak", "oak", 1),
    ]


def test_an_edit_at_another_address_is_one_of_the_article_that_both_claim(
    archive: Archive, visit: Callable[..., Visit]
) -> None:
    whole = "https://news.example/ferry"
    archive.record(visit(f"{whole}/feed", title="Ferry", body=words("a"), canonical_url=whole))
    edited = visit(f"{whole}/front", title="No ferry", body=f"{words('a')} {words('b')}", canonical_url=whole)
    assert archive.record(edited) == "revised"
    other = visit(f"{whole}/feed", title="Another", body=words("c"), canonical_url=whole)
    assert archive.record(other) == "revised", "the address has led there before"
