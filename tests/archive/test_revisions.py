import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta

import pytest

from scraper.archive import Archive
from scraper.fixity.verification import verify
from scraper.items import Capture, Outcome, Visit
from tests.conftest import NOON

MakeVisit = Callable[..., Visit]
LATER = NOON + timedelta(hours=6)
URL = "https://news.example/rivers"
BODY = "The water came at night.\n\nNobody was hurt."


def test_noise_is_no_revision_and_the_text_still_stands(archive: Archive, visit: MakeVisit) -> None:
    archive.record(visit())
    noisy = visit(at=LATER, body=f"2 hours ago\n\n{BODY}\n\n16 shares")
    assert archive.record(noisy) is Outcome.UNCHANGED
    (revision,) = archive.revisions.of(1)
    assert (revision["body"], revision["last_seen"]) == (BODY, "2026-03-01T18:00:00Z")


def test_an_edit_is_measured(archive: Archive, visit: MakeVisit) -> None:
    archive.record(visit())
    archive.record(visit(at=LATER, body=BODY.replace("at night", "on a dark night")))
    (edit,) = archive.revisions.edits()
    assert (edit["words_added"], edit["words_removed"], edit["announced"]) == (3, 1, None)
    assert (edit["last_seen_before"], edit["seen_at"]) == ("2026-03-01T12:00:00Z", "2026-03-01T18:00:00Z")
    assert (edit["is_headline_changed"], edit["is_parser_changed"]) == (0, 0)


@pytest.mark.parametrize(
    ("values", "announced"),
    [
        ({"date_modified": LATER}, "date_modified"),
        ({"body": "All is new.\n\nCorrection: an earlier version said something else."}, "note"),
        ({"body": "All is new."}, None),
    ],
)
def test_an_edit_that_the_page_tells_of_is_not_silent(
    archive: Archive, visit: MakeVisit, values: dict[str, object], announced: str | None
) -> None:
    archive.record(visit(date_modified=NOON))
    archive.record(visit(at=LATER, **({"body": "Another text.", "date_modified": NOON} | values)))
    (edit,) = archive.revisions.edits()
    assert edit["announced"] == announced
    assert len(list(archive.revisions.edits(silent=True))) == (announced is None)


def test_edits_are_listed_by_size_and_a_headline_always(archive: Archive, visit: MakeVisit) -> None:
    for name in ("a", "b", "c"):
        archive.record(visit(f"https://news.example/{name}", body=f"{BODY} {name}"))
    archive.record(visit("https://news.example/a", at=LATER, body=f"{BODY} z"))
    archive.record(visit("https://news.example/b", at=LATER, body="One two three four five six."))
    archive.record(visit("https://news.example/c", at=LATER, title="Rivers fell", body=f"{BODY} c"))
    assert [edit["url"][-1] for edit in archive.revisions.edits()] == ["b", "c", "a"]
    assert [edit["url"][-1] for edit in archive.revisions.edits(min_words=5)] == ["b", "c"]
    assert list(archive.revisions.edits(since="2026-03-02")) == []


def test_headlines_are_a_history(archive: Archive, visit: MakeVisit) -> None:
    for hours, title in enumerate(("Rivers rise", "Rivers rise", "Rivers fall", "Rivers rise")):
        body = f"{BODY} {hours}"
        archive.record(visit(at=NOON + timedelta(hours=hours), title=title, body=body))
    assert [
        (row["title"], row["seen_at"][11:13], row["last_seen"][11:13]) for row in archive.revisions.headlines(1)
    ] == [
        ("Rivers rise", "12", "13"),
        ("Rivers fall", "14", "14"),
        ("Rivers rise", "15", "15"),
    ]


def missing(outcome: Outcome, hours: int) -> Visit:
    lost = Visit(url=URL, visited_at=NOON + timedelta(hours=hours))
    lost.end(outcome, "it is not there")
    return lost


def test_a_deletion_is_an_event_and_so_is_the_return(archive: Archive, visit: MakeVisit) -> None:
    archive.record(visit())
    archive.record(missing(Outcome.NOT_FOUND, 1))
    archive.record(missing(Outcome.NOT_FOUND, 2))
    (deletion,) = archive.deletions.of(1)
    assert (deletion["how"], deletion["seen_at"][11:13], deletion["last_seen"][11:13]) == ("not_found", "13", "14")
    assert deletion["returned_at"] is None
    archive.record(visit(at=LATER))
    archive.record(missing(Outcome.GONE, 8))
    assert [(row["how"], row["returned_at"]) for row in archive.deletions.of(1)] == [
        ("not_found", "2026-03-01T18:00:00Z"),
        ("gone", None),
    ]
    assert [row["title"] for row in archive.deletions.listed()] == ["Rivers rise", "Rivers rise"]


def test_an_article_is_back_when_its_server_says_that_it_has_not_changed(archive: Archive, visit: MakeVisit) -> None:
    archive.record(visit())
    archive.record(missing(Outcome.NOT_FOUND, 1))
    archive.record(missing(Outcome.UNCHANGED, 2))
    assert [row["returned_at"] for row in archive.deletions.of(1)] == ["2026-03-01T14:00:00Z"]


def test_what_never_was_there_is_not_deleted(archive: Archive) -> None:
    archive.record(missing(Outcome.NOT_FOUND, 0))
    assert list(archive.deletions.listed()) == []


def test_a_server_that_is_down_deletes_nothing(archive: Archive, visit: MakeVisit) -> None:
    archive.record(visit())
    archive.record(missing(Outcome.SERVER_ERROR, 1))
    assert archive.deletions.of(1) == []


def test_a_redirect_to_the_front_page_is_a_deletion_whatever_stands_there(archive: Archive, visit: MakeVisit) -> None:
    archive.record(visit())
    moved = visit(at=LATER, title="All the news", body="Much text of a front page.")
    moved.capture = Capture(url="https://news.example/", fetched_at=LATER, status=200)
    assert archive.record(moved) is Outcome.GONE
    (deletion,) = archive.deletions.of(1)
    assert deletion["how"] == "front_page"
    assert [row["title"] for row in archive.revisions.of(1)] == ["Rivers rise"]


def test_the_newest_text_is_kept_once_and_every_text_is_given(archive: Archive, visit: Callable[..., Visit]) -> None:
    bodies = ["The first text.", "The second text.", "The first text."]
    for day, body in enumerate(bodies):
        archive.record(visit(at=NOON + timedelta(days=day), body=body))
    archive.record(visit(at=NOON - timedelta(days=1), body="An older text."))
    assert [row["body"] for row in archive.revisions.of(1)] == ["An older text.", *bodies]
    kept = archive.sql("SELECT body FROM revisions ORDER BY id")
    assert [row["body"] for row in kept] == ["The first text.", "The second text.", None, "An older text."]
    assert not list(archive.integrity.faults())


def test_a_wall_that_goes_up_is_no_edit(archive: Archive, visit: MakeVisit) -> None:
    archive.record(visit(body=f"{BODY}\n\n{BODY}"))
    archive.record(visit(at=LATER, body="The water came at night.", is_free=False))
    assert [(row["body"], row["last_seen"][11:13]) for row in archive.revisions.of(1)] == [(f"{BODY}\n\n{BODY}", "18")]
    archive.record(visit(at=LATER + timedelta(hours=1), title="Rivers fall", body="The water came", is_free=False))
    (edit,) = archive.revisions.edits()
    assert (edit["former_title"], edit["title"], edit["words"]) == ("Rivers rise", "Rivers fall", 2)
    assert (archive.articles.find("1") or {})["body"] == f"{BODY}\n\n{BODY}"


def test_what_is_for_subscribers_from_the_first_is_edited_like_any_other(archive: Archive, visit: MakeVisit) -> None:
    archive.record(visit(is_free=False))
    archive.record(visit(at=LATER, body="The water came at night.", is_free=False))
    assert [row["body"] for row in archive.revisions.of(1)] == [BODY, "The water came at night."]


def test_another_text_behind_a_wall_is_an_edit(archive: Archive, visit: MakeVisit) -> None:
    archive.record(visit(body=f"{BODY}\n\n{BODY}"))
    archive.record(visit(at=LATER, body="All of it was wrong.", is_free=False))
    assert len(list(archive.revisions.edits())) == 1


def test_a_front_page_in_a_folder_is_one_too(archive: Archive, visit: MakeVisit) -> None:
    archive.record(visit())
    with closing(sqlite3.connect(archive.path)) as connection, connection:
        connection.execute("UPDATE sources SET homepage = 'https://news.example/en/'")
    for hours, target, outcome in ((1, "https://news.example/en", Outcome.GONE), (2, URL, Outcome.UNCHANGED)):
        moved = visit(at=NOON + timedelta(hours=hours))
        moved.capture = Capture(url=target, fetched_at=LATER, status=200)
        assert archive.record(moved) is outcome
    assert [row["how"] for row in archive.deletions.of(1)] == ["front_page"]


def test_a_text_that_turns_up_within_the_time_of_another_stands_between(archive: Archive, visit: MakeVisit) -> None:
    for hours, body in ((1, BODY), (9, BODY), (4, "All is dry."), (6, BODY)):
        archive.record(visit(at=NOON + timedelta(hours=hours), body=body))
    seen = [(row["body"], row["seen_at"][11:13], row["last_seen"][11:13]) for row in archive.revisions.of(1)]
    assert seen == [(BODY, "13", "21"), ("All is dry.", "16", "16"), (BODY, "18", "21")]
    assert list(verify(archive)) == []
