"""The commands diff and edits."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner, Result

from scraper.archive import Archive
from scraper.cli import main
from scraper.items import Outcome, Visit
from tests.conftest import NOON

Ask = Callable[..., Result]
LATER = NOON + timedelta(days=1)


@pytest.fixture
def ask(archive: Archive, visit: Callable[..., Visit]) -> Ask:
    archive.record(visit())
    archive.record(visit(at=LATER, title="Rivers fall", body="The water came at noon.\n\nNobody was <b>hurt</b>."))
    archive.record(visit("https://two.example/once", title="Only once", body="One text."))
    gone = Visit(url="https://two.example/once", visited_at=LATER)
    gone.end(Outcome.GONE, "HTTP 410")
    archive.record(gone)

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(main, [*arguments, "--data", str(archive.path.parent)])

    return run


def test_diff_marks_words_where_there_is_no_colour(ask: Ask) -> None:
    text = ask("diff", "1").stdout
    assert "Rivers [-rise-]{+fall+}" in text
    assert "The water came at [-night-]{+noon+}." in text


def test_diff_by_any_spelling_of_the_address(ask: Ask) -> None:
    assert "{+noon+}" in ask("diff", "HTTPS://News.example/rivers#top").stdout


def test_diff_as_json_html_stat_and_headlines(ask: Ask) -> None:
    assert json.loads(ask("diff", "1", "--json").stdout)["title"][1:] == [
        {"kind": "removed", "text": "rise"},
        {"kind": "added", "text": "fall"},
    ]
    assert "&lt;b&gt;" in ask("diff", "1", "--html").stdout
    assert "words added: 4" in ask("diff", "1", "--stat").stdout
    assert "Rivers rise" in ask("diff", "1", "--headlines").stdout
    history = [json.loads(line) for line in ask("diff", "1", "--headlines", "--json").stdout.splitlines()]
    assert [(row["title"], row["seen_at"][:10]) for row in history] == [
        ("Rivers rise", "2026-03-01"),
        ("Rivers fall", "2026-03-02"),
    ]


def test_diff_in_colour_on_a_terminal(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    text = ask("diff", "1").stdout
    assert re.search(r"\x1b\[[\d;]*9;31mrise", text)  # struck out and red
    assert re.search(r"\x1b\[[\d;]*4;32mfall", text)  # underlined and green
    assert "[-" not in text
    assert "{+" not in text


def test_diff_between_days_and_numbers(ask: Ask) -> None:
    assert "[-rise-]" in ask("diff", "1", "--from", "2026-03-01", "--to", "2").stdout
    for name in ("0", "3", "9" * 30, "never", "2026-02-01"):
        result = ask("diff", "1", "--from", name)
        assert result.exit_code == 2, name
        assert "Traceback" not in result.output


def test_diff_of_one_text_or_none(ask: Ask) -> None:
    once = ask("diff", "2")
    assert once.exit_code == 1
    assert "one text only" in once.stderr
    assert "gone since 2026-03-02" in once.stderr
    assert ask("diff", "99").exit_code == 1


def test_edits_and_deletions(ask: Ask) -> None:
    (edit,) = ask("edits", "--json").stdout.splitlines()
    assert json.loads(edit)["former_title"] == "Rivers rise"
    (deletion,) = ask("edits", "--deletions", "--json").stdout.splitlines()
    assert json.loads(deletion)["how"] == "gone"
    assert json.loads(ask("edits", "--min-words", "5", "--silent", "--json").stdout)["words"] >= 5
    assert ask("edits", "--min-words", "5", "--source", "two.example").exit_code == 1
    assert ask("edits", "--since", "2026-03-05").exit_code == 1
    assert ask("edits", "--source", "no.example").exit_code == 2


def test_the_feed_is_atom(ask: Ask, tmp_path: Path) -> None:
    assert ask("edits", "--atom", str(tmp_path / "edits.xml")).exit_code == 0
    root = ET.fromstring((tmp_path / "edits.xml").read_bytes())
    names = {"a": "http://www.w3.org/2005/Atom"}
    (entry,) = root.findall("a:entry", names)
    for required in ("a:id", "a:title", "a:updated"):
        assert root.findtext(required, namespaces=names)
        assert entry.findtext(required, namespaces=names)
    content = entry.findtext("a:content", namespaces=names) or ""
    assert "<ins>noon</ins>" in content
    assert "<b>hurt" not in content
    assert ask("edits", "--atom", str(tmp_path)).exit_code == 2
