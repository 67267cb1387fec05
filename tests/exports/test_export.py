"""What all formats have in common."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from scraper.archive import Archive
from scraper.archive.excerpt import LEFT, TAKEN
from scraper.archive.selection import Selection
from scraper.cli import main
from scraper.exceptions import ArchiveError, BadInput, NothingNew
from scraper.exports.export import Wish, export, names
from scraper.items import Visit
from tests.conftest import NOON
from tests.exports.conftest import Take
from tests.test_documentation import schema_of

Ask = Callable[..., Result]


@pytest.fixture
def ask(filled: Archive) -> Ask:
    return lambda *arguments: CliRunner().invoke(main, ["export", *arguments, "--data", str(filled.path.parent)])


def ids(path: Path) -> list[int]:
    return [json.loads(line)["id"] for line in path.read_text().splitlines()]


def test_what_is_new_since_the_last_export(
    take: Take, filled: Archive, visit: Callable[..., Visit], tmp_path: Path
) -> None:
    assert ids(take("jsonl", "1.jsonl", is_increment=True)) == [1, 2, 3]
    with pytest.raises(NothingNew):
        take("jsonl", "2.jsonl", is_increment=True)
    assert ids(take("jsonl", "ja.jsonl", is_increment=True, filters={"language": "ja"})) == [3]
    day = NOON + timedelta(days=1)
    filled.record(visit("https://two.example/橋", day, title="橋が開通", body="新しい橋。", language="ja"))
    filled.record(visit("https://two.example/evil", day, body="Another text."))
    filled.record(visit("https://two.example/new", day))
    assert ids(take("jsonl", "3.jsonl", is_increment=True)) == [2, 4]
    assert json.loads((tmp_path / "3.jsonl.export.json").read_text())["is_increment"]


def test_words_and_filters(take: Take) -> None:
    assert ids(take("jsonl", "1.jsonl", words="water")) == [1]
    assert ids(take("jsonl", "2.jsonl", words="新しい", filters={"language": "ja"})) == [3]


def test_an_export_says_how_it_was_made(take: Take, tmp_path: Path) -> None:
    take(
        "jsonl", "a.jsonl", words="water", command="morgue export jsonl --words water", filters={"until": "2026-12-31"}
    )
    about = json.loads((tmp_path / "a.jsonl.export.json").read_text())
    assert about["filters"] == {"words": "water", "until": "2026-12-31"}
    assert (about["command"], about["articles"]) == ("morgue export jsonl --words water", 1)


def test_nothing_is_replaced_unasked(take: Take, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("mine")
    with pytest.raises(BadInput, match="--overwrite"):
        take("jsonl", "a.jsonl")
    assert (tmp_path / "a.jsonl").read_text() == "mine"
    assert ids(take("jsonl", "a.jsonl", overwrite=True)) == [1, 2, 3]


def test_what_stood_there_stays_until_the_new_one_is_whole(filled: Archive, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("old")

    def stop(*_: int) -> None:
        raise KeyboardInterrupt

    wish = Wish(format="jsonl", target=tmp_path / "a.jsonl", overwrite=True)
    with pytest.raises(KeyboardInterrupt):
        export(filled, wish, stop)
    assert [path.name for path in tmp_path.glob("a.*")] == ["a.jsonl"]
    assert (tmp_path / "a.jsonl").read_text() == "old"
    filled.articles.listed(Selection())
    assert filled.exports.last("jsonl", {}) is None


def test_a_place_that_cannot_be_written(filled: Archive, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ArchiveError, match="cannot write"):
        export(filled, Wish(format="jsonl", target=tmp_path / "file" / "a.jsonl"), lambda *_: None)


def test_every_table_is_taken_or_left_for_a_reason(archive: Archive) -> None:
    views = {row["name"] for row in archive.sql("SELECT name FROM sqlite_master WHERE type = 'view'")}
    tables = {name for name in schema_of(archive) if not name.endswith("_fts")} - views
    assert tables == TAKEN.keys() | LEFT.keys()


@pytest.mark.parametrize("form", ["csv", "jsonl", "jsonld"])
def test_to_standard_output(ask: Ask, form: str) -> None:
    result = ask(form, "--language", "ja")
    assert result.exit_code == 0
    assert "橋が開通" in result.stdout
    assert "1 articles written to standard output" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("parquet",), 2, "articles.parquet"),
        (("text",), 2, "articles/"),
        (("docx",), 2, "Invalid value"),
        (("jsonl", "--source", "nowhere"), 2, "no source is called"),
        (("jsonl", "--language", "xx"), 1, "no article is like that"),
        (("warc", "-o", "{}/a.warc.gz", "--language", "ja"), 1, "none of these articles has a stored page"),
    ],
)
def test_what_cannot_be_exported(ask: Ask, tmp_path: Path, arguments: tuple[str, ...], status: int, words: str) -> None:
    result = ask(*(argument.format(tmp_path) for argument in arguments))
    assert (result.exit_code, words in result.stderr) == (status, True), result.stderr


def test_nothing_new_has_a_status_of_its_own(ask: Ask, tmp_path: Path) -> None:
    target = ("-o", str(tmp_path / "new.jsonl"), "--since-last", "--overwrite")
    assert ask("jsonl", *target).exit_code == 0
    assert ask("jsonl", *target).exit_code == 3
    assert ids(tmp_path / "new.jsonl") == [1, 2, 3]


def test_every_format_is_named_in_the_guide() -> None:
    guide = Path("docs/guides/taking-articles-out.md").read_text()
    assert [name for name in names() if f"| `{name}` |" not in guide] == []
