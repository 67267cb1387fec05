"""Reading several archives as one: ``--also`` of search and list."""

import csv
import io
import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from scraper.archive import open_archive
from scraper.cli import main
from scraper.items import Visit
from tests.conftest import NOON

Ask = Callable[..., Result]
PAGES = {
    "2024": {"pier": "The ferry sank off the pier in the night, and nobody knows why.", "market": "The market moves."},
    "2025": {"quay": "The ferry, the new ferry, runs: a ferry at last.", "bridge": "橋が閉鎖された。"},
    "2026": {"weir": "Swans by the weir; a ferry passes, among many other things that were seen on that long day."},
}
OTHERS = {f"other{number}": "Nothing of that kind." for number in range(6)}
"""How rare a word is in an archive decides how much it counts."""


@pytest.fixture
def years(tmp_path: Path, visit: Callable[..., Visit]) -> list[str]:
    for year, pages in PAGES.items():
        with open_archive(tmp_path / year, create=True) as archive:
            for place, (name, body) in enumerate((OTHERS | pages).items()):
                at = NOON.replace(year=int(year)) + timedelta(days=place)
                archive.record(visit(f"https://{name}.example/{year}", at=at, title=name, body=body))
    return [str(tmp_path / year) for year in PAGES]


def ask(years: list[str], *arguments: str) -> Result:
    first, *others = years
    return CliRunner().invoke(
        main, [*arguments, "--data", first, *(word for one in others for word in ("--also", one))]
    )


def test_the_best_match_comes_first_wherever_it_is(years: list[str]) -> None:
    for order in (years, years[::-1]):
        rows = [json.loads(line) for line in ask(order, "search", "ferry", "--json").stdout.splitlines()]
        assert [Path(row["archive"]).name for row in rows] == ["2025", "2024", "2026"]
    (best,) = ask(years, "search", "ferry", "--limit", "1", "--json").stdout.splitlines()
    assert json.loads(best)["url"] == "https://quay.example/2025"


def test_a_row_can_be_shown_by_its_archive_and_number(years: list[str]) -> None:
    (row,) = csv.DictReader(io.StringIO(ask(years, "search", "橋", "--csv").stdout))
    shown = CliRunner().invoke(main, ["show", row["id"], "--data", row["archive"]])
    assert "https://bridge.example/2025" in shown.stdout


def test_the_newest_of_all_are_listed(years: list[str]) -> None:
    rows = [json.loads(line) for line in ask(years, "list", "--limit", "4", "--json").stdout.splitlines()]
    addresses = ["weir.example/2026", "other5.example/2026", "other4.example/2026", "other3.example/2026"]
    assert [row["url"] for row in rows] == [f"https://{one}" for one in addresses]
    assert "archive" in ask(years, "list").stdout


def test_an_archive_that_is_named_twice_is_read_once(years: list[str]) -> None:
    rows = ask([years[0], years[0], years[1]], "search", "ferry", "--json").stdout.splitlines()
    assert len(rows) == 2


def test_filters_hold_in_all_and_a_source_has_to_be_known_in_one(years: list[str]) -> None:
    assert "market.example" in ask(years, "list", "--source", "market.example").stdout
    unknown = ask(years, "search", "ferry", "--source", "nowhere.example")
    assert unknown.exit_code == 2
    assert "no source is called" in unknown.stderr
    assert ask(years, "search", "glacier").exit_code == 1
    assert ask([*years, "nowhere"], "search", "ferry").exit_code == 1


def test_there_may_be_more_than_sqlite_attaches(years: list[str], tmp_path: Path, visit: Callable[..., Visit]) -> None:
    for number in range(12):
        with open_archive(tmp_path / f"month{number}", create=True) as archive:
            archive.record(visit(f"https://month.example/{number}", body="A ferry."))
    months = [str(tmp_path / f"month{number}") for number in range(12)]
    assert len(ask(years + months, "search", "ferry", "--json").stdout.splitlines()) == 15
