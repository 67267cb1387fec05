"""An older parser has stored its readings; today's reads the same captures once more."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from click.testing import CliRunner

from scraper.archive import Archive
from scraper.archive.rereadings import Chosen
from scraper.captures.payload_digest import sha256
from scraper.captures.records import Original
from scraper.captures.writing import CaptureWriter, Series
from scraper.cli import main
from scraper.fixity.verification import verify
from scraper.items import Article, Capture, Exchange, ShareCount, Visit
from scraper.rereading.reparsing import Asked, Reparsed, reparse
from tests.conftest import NOON

URL = "https://news.example/ferry"
LATER = NOON + timedelta(hours=3)
TEXT = "The council of the small town met on Tuesday and spoke for a long time about the ferry, number {}."
Store = Callable[..., None]


def page(title: str = "The ferry runs again", shares: int = 7) -> bytes:
    link = f'<a href="https://www.facebook.com/sharer/sharer.php?u=x">Share <span>{shares}</span></a>'
    bar = f'<div class="share">{link}</div>'
    text = "".join(f"<p>{TEXT.format(place)}</p>" for place in range(6))
    head = f"<head><title>{title}</title></head>"
    return f"<html lang='en'>{head}<body><article><h1>{title}</h1>{bar}{text}</article></body></html>".encode()


def body() -> str:
    return "\n\n".join(TEXT.format(place) for place in range(6))


@pytest.fixture
def store(archive: Archive) -> Iterator[Store]:
    """Store what an older parser read in a page, with the page's capture."""
    writer = CaptureWriter(Series(archive.path.parent / "captures", 1, NOON, {"software": "test"}))

    def keep(html: bytes, at: datetime = NOON, url: str = URL, refers_to: int | None = None, **read: object) -> None:
        given: dict[str, object] = {
            "title": "The ferry",
            "body": "The council of the small town met.",
            "confidence": 0.4,
        }
        original = Original(refers_to, url, NOON) if refers_to else None
        exchange = Exchange(url=url, fetched_at=at, status=200, headers=[("Content-Type", "text/html")], payload=html)
        record = writer.write(exchange, {"address": url}, original)
        visit = Visit(url=url, visited_at=at, article=Article(url=url, **(given | read)))  # type: ignore[arg-type]
        visit.capture = Capture(
            url=url, fetched_at=at, status=200, content_type="text/html", digest=sha256(html), record=record
        )
        archive.record(visit)

    yield keep
    writer.close()


def facebook(count: int) -> ShareCount:
    return ShareCount(network="facebook", action="share", count=count, raw=str(count))


def ran(archive: Archive, *, is_dry: bool = False, **chosen: object) -> Reparsed:
    return reparse(archive, Asked(chosen=Chosen(**chosen), is_dry=is_dry, processes=1))  # type: ignore[arg-type]


def test_a_new_reading_is_a_revision_and_no_edit(archive: Archive, store: Store) -> None:
    store(page())
    run = ran(archive)
    assert (run.articles, run.captures, run.changed) == (1, 1, 1)
    row = archive.articles.find("1")
    assert row is not None
    assert (row["title"], row["body"], row["language"]) == ("The ferry runs again", body(), "en")
    first, second = archive.revisions.of(1)
    assert [first["origin"], second["origin"]] == ["page", "reparse"]
    assert (first["title"], second["body"], second["seen_at"]) == ("The ferry", body(), first["seen_at"])
    assert list(archive.revisions.edits()) == []
    assert list(verify(archive)) == []


def test_a_dry_run_shows_all_and_writes_nothing(archive: Archive, store: Store) -> None:
    store(page())
    before = list(archive._database.iterdump())  # noqa: SLF001 - the whole of the file
    run = ran(archive, is_dry=True)
    assert list(archive._database.iterdump()) == before  # noqa: SLF001
    assert run.fields["title"] == run.fields["body"] == run.fields["share_counts"] == 1
    title = next(row for row in run.examples if row["field"] == "title")
    assert (title["before"], title["after"]) == ("The ferry", "The ferry runs again")


def test_reading_again_changes_nothing_more(archive: Archive, store: Store) -> None:
    store(page())
    assert ran(archive).changed == 1
    assert ran(archive).changed == 0
    assert len(archive.revisions.of(1)) == 2
    assert len(archive.rereadings.of(1)) == 1


def test_counters_are_corrected_at_the_moment_of_their_capture(archive: Archive, store: Store) -> None:
    store(page(shares=7), share_counts=[facebook(999)])
    store(page(shares=9), LATER, share_counts=[])
    service = ShareCount(network="facebook", action="share", count=5, raw="5", where="endpoint")
    with archive.transaction():
        archive.share_counts.add(1, [service], NOON)
    assert ran(archive).fields["share_counts"] == 1
    counted = [(row["observed_at"][11:13], row["count"], row["found_in"]) for row in archive.share_counts.series(1)]
    assert sorted(counted) == [("12", 5, "endpoint"), ("12", 7, "text"), ("15", 9, "text")]
    (log,) = archive.rereadings.of(1)
    before, after = json.loads(log["changes"])["share_counts"]
    assert ([one["count"] for one in before], [one["count"] for one in after]) == ([999], [7, 9])
    ran(archive)
    assert len(archive.share_counts.series(1)) == 3, "read twice, they are not stored twice"


def test_the_newest_text_is_read_in_its_own_capture(archive: Archive, store: Store) -> None:
    store(page())
    later = {"title": "Stops", "body": "Another text was written about the ferry by then."}
    store(page("The ferry stops"), LATER, **later)
    store(page("The ferry stops"), LATER + timedelta(hours=1), refers_to=2, **later)
    ran(archive)
    texts = [(row["title"], row["origin"]) for row in archive.revisions.of(1)]
    assert texts == [("The ferry", "page"), ("Stops", "page"), ("The ferry stops", "reparse")]
    (edit,) = archive.revisions.edits()
    assert (edit["former_title"], edit["title"]) == ("The ferry", "Stops")
    assert list(verify(archive)) == []


def test_a_text_without_its_capture_stays(archive: Archive, store: Store, visit: Callable[..., Visit]) -> None:
    store(page())
    archive.record(visit(URL, LATER, title="Newer", body="Nobody has kept the page that this was read in."))
    run = ran(archive)
    row = archive.articles.find("1")
    assert row is not None
    assert row["title"] == "Newer"
    assert run.problems == {"no capture of the newest text is known": 1}


def test_a_page_that_is_no_article_any_more_stays(archive: Archive, store: Store) -> None:
    store(b"<html><body><p>Short.</p></body></html>")
    run = ran(archive)
    assert (run.changed, sum(run.problems.values())) == (0, 1)
    row = archive.articles.find("1")
    assert row is not None
    assert row["title"] == "The ferry"


def test_a_damaged_capture_is_a_named_problem(archive: Archive, store: Store) -> None:
    store(page())
    (path,) = (archive.path.parent / "captures").iterdir()
    content = bytearray(path.read_bytes())
    content[archive.captures.of(1)[0]["offset"] + 100] ^= 0xFF
    path.write_bytes(content)
    assert [reason[:26] for reason in ran(archive).problems] == ["its capture cannot be read"]


@pytest.mark.parametrize(
    ("chosen", "articles"),
    [
        ({}, 2),
        ({"below_confidence": 0.8}, 1),
        ({"since": "2026-03-02"}, 1),
        ({"since": "2026-04-01"}, 0),
        ({"source": 2}, 1),
    ],
)
def test_choices(archive: Archive, store: Store, chosen: dict[str, object], articles: int) -> None:
    store(page())
    store(page(), NOON + timedelta(days=2), "https://other.example/b", confidence=0.9, body="Some other text.")
    assert ran(archive, is_dry=True, **chosen).articles == articles


def test_a_run_that_was_stopped_goes_on(archive: Archive, store: Store) -> None:
    for place in range(3):
        store(page(f"Title {place}"), url=f"{URL}/{place}", title=f"Old {place}", body=f"Old text {place}.")

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        reparse(archive, Asked(chosen=Chosen(source=1), processes=1), stop)
    assert [row["finish_reason"] for row in archive.sql("SELECT finish_reason FROM harvests")] == [None]
    run = ran(archive)
    assert (run.articles, run.captures) == (3, 0), "they were read before"
    assert [row["finish_reason"] for row in archive.sql("SELECT finish_reason FROM harvests")] == ["finished"]


def test_the_command(archive: Archive, store: Store) -> None:
    store(page())
    data = ["--data", str(archive.path.parent)]
    dry = CliRunner().invoke(main, ["reparse", "--dry-run", "--json", *data])
    assert dry.exit_code == 0, dry.stderr
    rows = [json.loads(line) for line in dry.stdout.splitlines()]
    assert {"title", "body", "share_counts"} <= {row["field"] for row in rows}
    assert "1 would change" in dry.stderr
    assert "1 changed" in CliRunner().invoke(main, ["reparse", *data]).stderr
    assert "0 changed" in CliRunner().invoke(main, ["reparse", *data]).stderr
    assert CliRunner().invoke(main, ["reparse", "--since", "2026-05-01", *data]).exit_code == 1
