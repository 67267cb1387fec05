import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta

import pytest

from scraper.archive import Archive
from scraper.archive.shingles import MOST_ARTICLES
from scraper.items import Visit
from tests.conftest import NOON

MakeVisit = Callable[..., Visit]
SENTENCES = [
    "The night ferry from Holmby struck the northern pier at twenty past four on Sunday morning.",
    "All 118 passengers were brought ashore within the hour, the harbour master said at noon.",
    "Two of the crew were treated for cold in the hospital of the town and sent home.",
    "The pier had been rebuilt after the autumn storm for 6.4 million crowns of public money.",
    "Divers will look at its piles today, and until then no ship may use it.",
]
OWN = [
    "Our reporter saw the bow of the ship stand against the wall while gulls went round it.",
    "Nobody on the quay spoke for a long time, she says, and then all of them did.",
    "The bakery opened at five and handed out bread to those who had come off the boats.",
]
WHOLE = "\n\n".join(SENTENCES)


@pytest.fixture
def store(archive: Archive, visit: MakeVisit) -> Callable[..., int]:
    """Archive a text as of a site, so many hours after noon; give its id."""

    def run(site: str, body: str, hours: int = 0) -> int:
        url = f"https://{site}.example/story"
        archive.record(visit(url, at=NOON + timedelta(hours=hours), body=body))
        return int((archive.articles.find(url) or {})["id"])

    return run


Store = Callable[..., int]


def copies(archive: Archive, article: int) -> list[tuple[str, float, int]]:
    row = archive.articles.find(str(article))
    assert row
    return [(copy["source"], copy["share"], copy["is_earliest"]) for copy in archive.copies.of(row)]


def test_copies_are_found_with_their_share_and_the_earliest_named(archive: Archive, store: Store) -> None:
    late = store("late", "\n\n".join(SENTENCES[:4] + OWN[:1]), 5)
    first = store("first", WHOLE, 1)
    cut = store("cut", "\n\n".join(SENTENCES[1:3] + SENTENCES[4:]), 3)
    store("other", "\n\n".join([*OWN[1:], SENTENCES[0]]), 0)
    assert copies(archive, first) == [("cut.example", 1.0, 0), ("late.example", 0.812, 0)]
    assert copies(archive, late)[0] == ("first.example", 0.812, 1)
    assert ("first.example", 1.0, 1) in copies(archive, cut)
    (story,) = archive.copies.stories()
    assert (story["articles"], story["sources"], story["earliest"], story["source"]) == (3, 3, first, "first.example")


def test_a_story_is_read_with_plain_sql(archive: Archive, store: Store) -> None:
    store("second", WHOLE, 2)
    store("first", WHOLE, 1)
    with closing(sqlite3.connect(archive.path)) as connection:
        rows = connection.execute("SELECT place, source, share FROM story_articles ORDER BY place").fetchall()
    assert rows == [(1, "first.example", 1.0), (2, "second.example", 1.0)]


def test_two_of_the_same_site_are_no_story_of_many(archive: Archive, visit: MakeVisit) -> None:
    for name in ("a", "b"):
        archive.record(visit(f"https://one.example/{name}", body=f"{WHOLE}\n\nBy {name}."))
    assert list(archive.copies.stories()) == []
    assert len(list(archive.copies.stories(sources=1))) == 1


def test_an_edited_article_leaves_a_story_and_another_one_joins(archive: Archive, store: Store) -> None:
    first, second = store("first", WHOLE), store("second", WHOLE)
    store("second", "\n\n".join(OWN * 2), 1)
    assert copies(archive, first) == []
    assert list(archive.copies.stories()) == []
    assert copies(archive, store("third", "\n\n".join(OWN), 2)) == [("second.example", 1.0, 1)]
    store("second", WHOLE, 3)
    assert copies(archive, second) == [("first.example", 1.0, 1)]
    assert [story["earliest"] for story in archive.copies.stories()] == [first]


def test_a_page_that_joins_two_lonely_articles_makes_them_a_story(archive: Archive, store: Store) -> None:
    halves = [store("one", "\n\n".join(SENTENCES[:2] + OWN[:1])), store("two", "\n\n".join(SENTENCES[3:]))]
    assert list(archive.copies.stories()) == []
    both = store("both", "\n\n".join([*SENTENCES, *OWN]), 1)
    (story,) = archive.copies.stories()
    assert (story["articles"], {*halves, both}) == (3, {1, 2, 3})


def test_a_phrase_that_everybody_has_is_kept_a_few_times(archive: Archive, store: Store) -> None:
    for number in range(MOST_ARTICLES + 6):
        store(f"site{number}", WHOLE)
    with closing(sqlite3.connect(archive.path)) as connection:
        (most,) = connection.execute("SELECT max(n) FROM (SELECT count(*) AS n FROM shingles GROUP BY hash)").fetchone()
    assert most == MOST_ARTICLES
    assert next(archive.copies.stories())["articles"] == MOST_ARTICLES + 6


def test_articles_of_an_earlier_version_are_compared_later(archive: Archive, store: Store) -> None:
    first, second = store("first", WHOLE, 2), store("second", WHOLE, 1)
    with closing(sqlite3.connect(archive.path)) as connection, connection:
        connection.execute("DELETE FROM comparisons")
        connection.execute("DELETE FROM shingles")
    store("third", WHOLE, 3)
    assert copies(archive, first) == [("third.example", 1.0, 0)]
    assert archive.copies.waiting() == 2
    with archive.transaction():
        last, done = archive.copies.build(0, 1)
        assert (last, done) == (first, 1)
        assert archive.copies.build(last, 10) == (second, 1)
        assert archive.copies.build(second, 10) == (second, 0)
    assert archive.copies.waiting() == 0
    (story,) = archive.copies.stories()
    assert (story["articles"], story["earliest"]) == (3, second)


def test_a_short_text_is_in_no_story(archive: Archive, store: Store) -> None:
    notice = "This video is not available in your country."
    assert copies(archive, store("one", notice)) == copies(archive, store("two", notice)) == []
    assert archive.copies.waiting() == 0


def test_what_an_article_leaves_behind_is_found_and_taken_away(archive: Archive, store: Store) -> None:
    store("first", WHOLE)
    with closing(sqlite3.connect(archive.path)) as connection, connection:
        connection.execute("INSERT INTO shingles (hash, article) VALUES (1, 999)")
    assert list(archive.integrity.faults()) == [("shingles", "1 belong to articles that are not there")]
    with archive.transaction():
        archive.integrity.remake_indexes()
    assert list(archive.integrity.faults()) == []
