import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from scraper.archive import open_archive
from scraper.cli import main
from scraper.items import Visit

MakeVisit = Callable[..., Visit]


@pytest.fixture
def others(tmp_path: Path, visit: MakeVisit) -> list[str]:
    for name in ("one", "two"):
        with open_archive(tmp_path / name, create=True) as archive:
            archive.record(visit(f"https://{name}.example/a"))
    return [str(tmp_path / name) for name in ("one", "two")]


def test_rows_say_what_came_from_where(tmp_path: Path, others: list[str]) -> None:
    arguments = ["merge", *others, "--data", str(tmp_path / "whole"), "--json"]
    done = CliRunner().invoke(main, arguments)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.exit_code == 0
    assert [row["archive"] for row in rows if row["table"] == "articles" and row["added"] == 1] == others
    again = CliRunner().invoke(main, arguments)
    assert (again.exit_code, again.stdout) == (0, "")


def test_one_that_is_refused_does_not_keep_the_others_out(tmp_path: Path, others: list[str]) -> None:
    missing = str(tmp_path / "nothing")
    done = CliRunner().invoke(main, ["merge", missing, *others, "--data", str(tmp_path / "whole")])
    assert done.exit_code == 1
    assert f"no archive in {missing}" in done.stderr
    assert "two: 1 articles added" in done.stderr
    with open_archive(tmp_path / "whole") as archive:
        assert archive.statistics.totals()["articles"] == 2


def test_a_dry_run_tells_what_would_come_and_changes_nothing(tmp_path: Path, others: list[str]) -> None:
    whole = tmp_path / "whole"
    arguments = ["merge", *others, "--data", str(whole), "--dry-run", "--json"]
    before = CliRunner().invoke(main, arguments)
    rows = [json.loads(line) for line in before.stdout.splitlines()]
    assert before.exit_code == 0
    assert not whole.exists()
    assert {(row["table"], row["would_add"]) for row in rows} >= {("articles", 1), ("urls", 1), ("revisions", 1)}
    assert "one: 1 articles would come, about " in before.stderr
    CliRunner().invoke(main, ["merge", others[0], "--data", str(whole)])
    stored = (whole / "archive.db").read_bytes()
    after = CliRunner().invoke(main, arguments)
    assert {json.loads(line)["archive"] for line in after.stdout.splitlines()} == {others[1]}
    assert (whole / "archive.db").read_bytes() == stored
