"""The commands that read: search, show, stats, urls."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from scraper.archive import Archive
from scraper.cli import main
from scraper.items import Outcome, ShareCount, Visit
from tests.conftest import NOON

Ask = Callable[..., Result]


@pytest.fixture
def ask(archive: Archive, visit: Callable[..., Visit], share_count: Callable[..., ShareCount]) -> Ask:
    counts = [share_count(1200, raw="1.2K", is_rounded=True), share_count(0, "unknown", "unknown", position=1)]
    archive.record(visit(authors=["Ana Öz"], share_counts=counts, date_published=NOON))
    archive.record(
        visit("https://two.example/evil", title="=HYPERLINK(1)", body="A \x1b[31mred\u202e [bold]word[/bold].")
    )
    gone = Visit(url="https://two.example/gone", visited_at=NOON)
    gone.end(Outcome.GONE, "HTTP 410")
    archive.record(gone)

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(main, [*arguments, "--data", str(archive.path.parent)])

    return run


def test_search_shows_a_table(ask: Ask) -> None:
    result = ask("search", "water")
    assert result.exit_code == 0
    assert "Rivers rise" in result.stdout
    assert "The water came at night" in result.stdout


def test_search_as_json_and_csv(ask: Ask) -> None:
    (line,) = ask("search", "water", "--json").stdout.splitlines()
    row = json.loads(line)
    assert (row["title"], row["source"]) == ("Rivers rise", "news.example")
    assert "**water**" in row["snippet"]
    (record,) = csv.DictReader(io.StringIO(ask("search", "water", "--csv").stdout))
    assert record["title"] == "Rivers rise"


def test_a_cell_that_a_spreadsheet_would_run_is_made_safe(ask: Ask) -> None:
    (record,) = csv.DictReader(io.StringIO(ask("search", "word", "--csv").stdout))
    assert record["title"] == "'=HYPERLINK(1)"


def test_archived_text_cannot_steer_the_terminal(ask: Ask) -> None:
    for command in (("search", "word"), ("show", "2")):
        text = ask(*command).stdout
        assert "[bold]word[/bold]" in text
        assert "\x1b" not in text
        assert "\u202e" not in text


@pytest.mark.parametrize("words", [('"C++ (2024) AND 50%"',), ("*",), ('"',), ("NEAR(",), ("-x",), ("a" * 5000,)])
def test_any_text_is_a_search(ask: Ask, words: tuple[str, ...]) -> None:
    result = ask("search", *words)
    assert result.exit_code == 1
    assert "Nothing found" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("search", "x", "--since", "tomorrow-ish"), "is no day"),
        (("search", "x", "--limit", "0"), "--limit"),
        (("search", "x", "--source", "nowhere.example"), "no source is called 'nowhere.example'"),
        (("search",), "Missing argument"),
        (("search", " "), "say which words"),
        (("sql", "SELECT :least", "least=1", "most=2"), "does not ask for 'most'"),
        (("urls", "--outcome", "eaten"), "--outcome"),
    ],
)
def test_wrong_use(ask: Ask, arguments: tuple[str, ...], words: str) -> None:
    result = ask(*arguments)
    assert result.exit_code == 2
    assert words in result.stderr
    assert "Traceback" not in result.stderr


def test_days_may_be_said_in_words(ask: Ask) -> None:
    assert ask("search", "water", "--since", "2026-03-01", "--until", "2026-03-01").exit_code == 0
    assert ask("search", "water", "--until", "9999d").exit_code == 1
    assert ask("search", "water", "--since", "2026-03-02").exit_code == 1


@pytest.mark.parametrize("key", ["1", "https://news.example/rivers", "HTTPS://NEWS.example/rivers#top"])
def test_show(ask: Ask, key: str) -> None:
    text = ask("show", key).stdout
    assert text.startswith("Rivers rise\n")
    assert "Ana Öz" in text
    assert "1.2K facebook share, 0 (network unknown)" in text
    assert text.endswith("The water came at night.\n\nNobody was hurt.\n")


def test_show_as_json(ask: Ask) -> None:
    row = json.loads(ask("show", "1", "--json").stdout)
    assert row["authors"] == ["Ana Öz"]
    assert [count["count"] for count in row["share_counts"]] == [1200, 0]
    assert row["revisions"] == 1


def test_show_what_is_not_there(ask: Ask) -> None:
    result = ask("show", "99")
    assert result.exit_code == 1
    assert "morgue search" in result.stderr


def test_list(ask: Ask) -> None:
    rows = [json.loads(line) for line in ask("list", "--author", "ana öz", "--json").stdout.splitlines()]
    assert [(row["id"], row["title"], row["section"]) for row in rows] == [(1, "Rivers rise", None)]
    assert "Rivers rise" in ask("list", "--table").stdout
    assert ask("list", "--language", "xx").exit_code == 1


def test_sql(ask: Ask) -> None:
    query = "SELECT title, count FROM articles JOIN share_counts ON article = articles.id WHERE count > :least"
    assert json.loads(ask("sql", query, "least=1.5", "--json").stdout) == {"title": "Rivers rise", "count": 1200}
    assert "1200" in ask("sql", query, ":least=1").stdout
    assert ask("sql", query, "least=9999").exit_code == 1
    refused = ask("sql", "DELETE FROM articles")
    assert (refused.exit_code, "only read" in refused.stderr) == (2, True)
    assert ask("sql", query, "least").exit_code == 2


def test_sql_from_standard_input(archive: Archive) -> None:
    arguments = ["sql", "-", "--csv", "--data", str(archive.path.parent)]
    assert CliRunner().invoke(main, arguments, input="SELECT 1 AS one").stdout == "one\n1\n"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(shell: str) -> None:
    script = CliRunner().invoke(main, ["completion", shell]).stdout
    assert "_MORGUE_COMPLETE" in script


def test_commands_are_completed() -> None:
    environment = {"_MORGUE_COMPLETE": "bash_complete", "COMP_WORDS": "morgue sea", "COMP_CWORD": "1"}
    completed = CliRunner().invoke(main, [], prog_name="morgue", env=environment)
    assert completed.stdout == "plain,search\n"


def test_stats(ask: Ask) -> None:
    text = ask("stats").stdout
    assert "2 articles, 2 revisions, 2 observed counters, 3 addresses of 2 sources" in text
    assert "2 stored, 1 gone" in text
    assert [json.loads(line)["source"] for line in ask("stats", "--json").stdout.splitlines()] == [
        "news.example",
        "two.example",
    ]


def test_urls(ask: Ask) -> None:
    (row,) = (json.loads(line) for line in ask("urls", "--failed", "--json").stdout.splitlines())
    assert (row["url"], row["outcome"], row["reason"]) == ("https://two.example/gone", "gone", "HTTP 410")
    assert ask("urls", "--outcome", "blocked").exit_code == 1


def test_a_folder_without_an_archive(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["stats", "--data", str(tmp_path / "none")])
    assert result.exit_code == 1
    assert "morgue crawl URL" in result.stderr
    assert not (tmp_path / "none").exists()
