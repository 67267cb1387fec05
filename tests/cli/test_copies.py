"""The commands copies and compare."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta

import pytest
from click.testing import CliRunner, Result

from scraper.archive import Archive
from scraper.cli import main
from scraper.items import Visit
from tests.conftest import NOON

Ask = Callable[..., Result]
AGENCY = (
    "The night ferry from Holmby struck the northern pier at twenty past four on Sunday morning. "
    "All 118 passengers were brought ashore within the hour, the harbour master said.\n\n"
    "Two of the crew were treated for cold. Divers will look at the piles of the pier today."
)
OTHER = AGENCY.replace("118", "131").replace("Two of the crew were treated for cold. ", "")


@pytest.fixture
def ask(archive: Archive, visit: Callable[..., Visit]) -> Ask:
    archive.record(visit("https://one.example/a", body=AGENCY))
    archive.record(visit("https://two.example/b", at=NOON + timedelta(hours=1), title="=\x1b[31mCold", body=OTHER))
    archive.record(visit("https://two.example/c", body="Nothing of the kind was ever heard of in this town. " * 8))

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(main, [*arguments, "--data", str(archive.path.parent)])

    return run


def test_copies_of_an_article(ask: Ask) -> None:
    asked = ask("copies", "1")
    assert "two.example" in asked.stdout
    assert "\x1b" not in asked.stdout
    assert "Article 1 is the earliest of 2." in asked.stderr
    row = json.loads(ask("copies", "https://two.example/b#top", "--json").stdout)
    assert (row["article"], row["is_earliest"], row["source"]) == (1, 1, "one.example")
    assert 0.9 < row["share"] < 1
    assert "The earliest of 2 is article 1: one.example" in ask("copies", "2").stderr
    assert "'=" in ask("copies", "1", "--csv").stdout


def test_what_has_no_copy_ends_with_status_1(ask: Ask) -> None:
    assert ask("copies", "3").exit_code == 1
    assert ask("copies", "1", "--at-least", "100").exit_code == 1
    assert ask("copies", "9").exit_code == 1
    assert ask("copies", "--sources", "3").exit_code == 1
    assert ask("copies", "--source", "no.example").exit_code == 2


def test_stories_that_several_sources_had(ask: Ask) -> None:
    story = json.loads(ask("copies", "--json", "--source", "two.example").stdout)
    assert (story["earliest"], story["sources"], story["title"]) == (1, 2, "Rivers rise")
    assert ask("copies", "--since", "2026-03-02").exit_code == 1


def test_articles_of_an_earlier_version_are_named_and_compared(ask: Ask, archive: Archive) -> None:
    with closing(sqlite3.connect(archive.path)) as connection, connection:
        connection.execute("DELETE FROM comparisons")
        connection.execute("DELETE FROM shingles")
    assert "3 articles of an earlier version are not compared yet" in ask("copies").stderr
    built = ask("copies", "--build")
    assert (built.exit_code, "3 articles compared." in built.stderr) == (0, True)
    assert ask("copies").exit_code == 0
    assert ask("copies", "--build").exit_code == 3


def test_compare_shows_the_sentences_and_the_number(ask: Ask) -> None:
    text = ask("compare", "1", "https://two.example/b").stdout
    assert "- [-Two of the crew were treated for cold.-]" in text
    assert "~ All [-118-]{+131+} passengers" in text
    assert "number: 118 → 131" in text
    assert "\x1b" not in text
    rows = [json.loads(line) for line in ask("compare", "1", "2", "--json").stdout.splitlines()]
    assert [(row["found_in"], row["numbers_first"], row["numbers_second"]) for row in rows] == [
        ("both", "118", "131"),
        ("first", None, None),
    ]
    assert ask("compare", "1", "1").exit_code == 1
    assert ask("compare", "1", "77").exit_code == 1
