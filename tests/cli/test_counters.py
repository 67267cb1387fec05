"""The command counters: one article's numbers over time."""

import csv
import io
import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from click.testing import CliRunner, Result

from scraper.archive import Archive
from scraper.cli import main
from scraper.cli._sparkline import LONGEST, sparkline
from scraper.items import ShareCount, Visit
from tests.conftest import NOON

Ask = Callable[..., Result]
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([], ""),
        ([7], "▁"),
        ([7, 7, 7], "▁▁▁"),
        ([0, 7], "▁█"),
        ([1, 2, 3, 4, 5, 6, 7, 8], "▁▂▃▄▅▆▇█"),
        ([100, 0, 50], "█▁▄"),
        ([0, 10**12], "▁█"),
    ],
)
def test_sparkline(numbers: list[int], expected: str) -> None:
    assert sparkline(numbers) == expected


def test_a_long_sparkline_is_thinned_and_ends_with_the_last_number() -> None:
    drawn = sparkline([*range(999), 10**6])
    assert len(drawn) <= LONGEST
    assert drawn[-1] == "█"


@pytest.fixture
def ask(archive: Archive, visit: Callable[..., Visit], share_count: Callable[..., ShareCount]) -> Ask:
    first = [share_count(342), share_count(57, "twitter", "tweet", position=1)]
    then = [
        share_count(1200, raw="1.2K", is_rounded=True),
        share_count(0, "site", "comment", is_placeholder=True, position=1),
        share_count(9, "site", "like", is_disputed=True, position=2),
        share_count(12, "site", "like", is_disputed=True, position=3),
    ]
    archive.record(visit(share_counts=first))
    archive.record(visit(share_counts=then, at=NOON + DAY))
    archive.record(visit("https://two.example/bare", title="No counters"))

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(main, ["counters", *arguments, "--data", str(archive.path.parent)])

    return run


def line_with(text: str, words: str) -> str:
    return next(line for line in text.splitlines() if words in line)


def test_each_counter_has_its_growth_and_trend(ask: Ask) -> None:
    result = ask("1")
    assert result.exit_code == 0
    assert line_with(result.stdout, "facebook share").split() == [
        "facebook", "share", "1.2K", "+858", "2026-03-01T12:00:00Z", "▁█", "2", "rounded",
    ]  # fmt: skip
    assert "missing since, which is no zero" in line_with(result.stdout, "twitter tweet")
    assert "placeholder" in line_with(result.stdout, "site comment")
    assert "disputed" in line_with(result.stdout, "site like (2)")


def test_what_a_service_tells_is_a_counter_of_its_own(
    ask: Ask, archive: Archive, share_count: Callable[..., ShareCount]
) -> None:
    archive.share_counts.add(1, [share_count(1234, where="endpoint")], NOON + 2 * DAY)
    text = ask("1").stdout
    assert "told by its service" in line_with(text, "1234")
    assert "missing" not in line_with(text, "1.2K")


def test_single_observations_are_cut_at_the_limit(ask: Ask) -> None:
    result = ask("https://news.example/rivers", "--limit", "2")
    assert "4 earlier ones" in result.stderr
    assert [line for line in result.stdout.splitlines() if line.startswith(" 2026-03-01T12")] == []
    assert len([line for line in result.stdout.splitlines() if line.startswith(" 2026-03-02T12")]) == 2


def test_programs_get_every_observation(ask: Ask) -> None:
    rows = [json.loads(line) for line in ask("1", "--json").stdout.splitlines()]
    assert [(row["network"], row["ordinal"], row["count"], row["growth"], row["hours"]) for row in rows] == [
        ("facebook", 0, 342, None, None),
        ("twitter", 0, 57, None, None),
        ("facebook", 0, 1200, 858, 24.0),
        ("site", 0, 0, None, None),
        ("site", 0, 9, None, None),
        ("site", 1, 12, None, None),
    ]
    records = list(csv.DictReader(io.StringIO(ask("1", "--csv").stdout)))
    assert records[2]["growth"] == "858"
    assert records[1]["growth"] == "", "no growth is not a growth of zero"


def test_an_article_without_counters(ask: Ask) -> None:
    result = ask("2")
    assert result.exit_code == 1
    assert "No counter of article 2" in result.stderr


def test_an_article_that_is_not_there(ask: Ask) -> None:
    result = ask("99")
    assert result.exit_code == 1
    assert "morgue search" in result.stderr
