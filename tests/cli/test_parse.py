"""``morgue parse`` on files; what it fetches is tested with the crawls."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from scraper.cli import main
from scraper.golden import golden_pages

SAVED = Path(__file__).parent.parent / "golden" / "wordpress" / "page.html"
URL = "https://courier.example/ferry"


def run(*arguments: str, given: bytes | None = None) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["parse", *arguments], input=given)
    return result.exit_code, result.stdout, result.stderr


def test_each_field_is_shown_with_its_source() -> None:
    status, shown, _ = run(str(SAVED), "--url", URL)
    assert status == 0
    assert "Ferry returns to the northern pier [h1]" in shown
    assert "Edda Marlowe [json_ld]" in shown
    assert "div.entry-content" in shown
    assert "is free:        not on the page" in shown


def test_json() -> None:
    status, shown, _ = run(str(SAVED), "--url", URL, "--json")
    found = json.loads(shown)
    assert status == 0
    assert found["url"] == URL
    assert found["provenance"]["date_published"] == "json_ld"
    assert found["main_block"]["blocks_kept"] == len(found["body"]) == 5


def test_a_page_on_stdin() -> None:
    status, shown, _ = run("-", given="<h1>Паром</h1>".encode("cp1251"))
    assert status == 0
    assert "Паром" in shown
    assert "(no text)" in shown


def test_what_could_steer_a_terminal_is_not_printed() -> None:
    assert "\x1b" not in run("-", given=b"<h1>A\x1b[31mB</h1>")[1]


def test_recording_a_golden_page(tmp_path: Path) -> None:
    status, _, said = run(str(SAVED), "--url", URL, "--record", str(tmp_path / "ferry"))
    (page,) = golden_pages(tmp_path)
    assert status == 0
    assert "look through expected.json" in said
    assert (page.name, page.url, page.html) == ("ferry", URL, SAVED.read_bytes())
    assert "confidence" not in page.expected


@pytest.mark.parametrize("name", ["nothing.html", "tests"])
def test_what_cannot_be_read(name: str) -> None:
    status, _, said = run(name)
    assert status == 2
    assert f"cannot read {name}" in said
