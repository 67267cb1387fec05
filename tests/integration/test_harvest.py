"""Harvests of sources on a real server: once, within a budget, watched, ended and killed."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import Morgue
from tests.hooks import webhook
from tests.looking import PATIENCE, rows_in, wait_until
from tests.press import Asked, Press, reply

TEXT = "".join(
    f"<p>Sentence {n} of a report about the harbour, its boats and the people who wait there.</p>" for n in range(8)
)
ALLOWED = ("--allow-private", "--delay", "0")


class Paper:
    """A feed that lists as many articles as it is told to."""

    def __init__(self) -> None:
        self.articles = 6
        self.is_broken = False
        self.before: Callable[[Asked], None] | None = None
        """What happens before the next answer."""

    def answer(self, asked: Asked) -> bytes:
        if self.before:
            self.before(asked)
        if self.is_broken:
            return reply(status=404)
        if asked.path == "/feed.xml":
            items = "".join(
                f"<item><title>Report {n}</title><link>/r/{n}.html</link></item>" for n in range(self.articles)
            )
            return reply(f'<rss version="2.0"><channel>{items}</channel></rss>', content_type="application/rss+xml")
        if asked.path.startswith("/r/"):
            head = f"<title>Report {asked.path}</title>"
            return reply(
                f'<html lang="en"><head>{head}</head><body><article><h1>Report {asked.path}</h1>{TEXT}</article>'
            )
        return reply(status=404)


@pytest.fixture
def paper() -> Paper:
    return Paper()


@pytest.fixture
def press(paper: Paper, tmp_path: Path) -> Iterator[Press]:
    with Press(paper.answer) as server:
        (tmp_path / "data").mkdir()
        (tmp_path / "data" / "sources.toml").write_text(
            f'[[source]]\nname = "alder"\nhomepage = "{server.url("/")}"\n'
            f'feeds = ["{server.url("/feed.xml")}"]\nevery = "1h"\n'
        )
        yield server


def rows(output: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in output.splitlines()]


def stored(tmp_path: Path) -> int:
    return rows_in(tmp_path / "data" / "archive.db", "articles")


@pytest.mark.usefixtures("press")
def test_what_is_due_is_harvested_once(morgue: Morgue, tmp_path: Path) -> None:
    first = morgue("harvest", *ALLOWED, "--json")
    assert first.returncode == 0, first.stderr
    (row,) = rows(first.stdout)
    assert (row["source"], row["why"], row["found"], row["is_failed"]) == ("alder", "listings", 6, 0)
    metrics = tmp_path / "morgue.prom"
    second = morgue("harvest", *ALLOWED, "--metrics", metrics)
    assert (second.returncode, "nothing is due before" in second.stderr) == (3, True)
    assert 'morgue_last_harvest_visits{outcome="stored"} 6' in metrics.read_text()
    (logged,) = rows(morgue("log", "--json").stdout)
    assert (logged["stored"], logged["found"], logged["finish_reason"]) == (6, 6, "finished")
    assert int(str(logged["bytes"])) > 1000


def test_what_does_not_fit_is_first_next_time(morgue: Morgue, paper: Paper, press: Press, tmp_path: Path) -> None:
    def hold_back(asked: Asked) -> None:
        """Give the fourth article when three are stored: what is on its way by then is kept too."""
        if len([path for path in press.paths(0) if path.startswith("/r/")]) > 3 and asked.path.startswith("/r/"):
            wait_until(lambda: stored(tmp_path) >= 3)

    paper.before = hold_back
    shown = morgue("harvest", *ALLOWED, "--max-pages", "3").stdout
    paper.before = None
    assert f"{stored(tmp_path)} stored" in shown
    assert 3 <= stored(tmp_path) < 6
    (row,) = rows(morgue("harvest", *ALLOWED, "--json").stdout)
    assert row["why"] == "left over"
    assert stored(tmp_path) == 6


@pytest.mark.usefixtures("press")
def test_a_source_that_fails_is_said(morgue: Morgue, paper: Paper) -> None:
    paper.is_broken = True
    assert morgue("harvest", *ALLOWED).returncode == 1
    (row,) = rows(morgue("log", "--failed", "--json").stdout)
    assert (row["source"], row["is_failed"], row["reason"]) == ("alder", 1, "feed: HTTP 404")


@pytest.mark.parametrize("instead", ["", '[[source]]\nname = "elder"\nhomepage = "{home}"\n', "[[source\n"])
def test_a_source_that_is_removed_renamed_or_misspelt_while_it_runs_is_harvested_to_its_end(
    morgue: Morgue, paper: Paper, press: Press, tmp_path: Path, instead: str
) -> None:
    toml = tmp_path / "data" / "sources.toml"

    def change(_: Asked) -> None:
        paper.before = None
        toml.write_text(instead.format(home=press.url("/")) if "{" in instead else instead)
        morgue("sources")  # reads it, and tells the archive

    paper.before = change
    done = morgue("harvest", *ALLOWED, "--json")
    assert (done.returncode, rows(done.stdout)[0]["found"]) == (0, 6), done.stderr
    assert stored(tmp_path) == 6
    again = morgue("harvest", *ALLOWED)
    assert again.returncode == (3 if "elder" in instead else 4), again.stderr


def test_what_cannot_start(morgue: Morgue, tmp_path: Path) -> None:
    nothing = morgue("harvest")
    assert (nothing.returncode, "morgue add URL" in nothing.stderr) == (4, True)
    (tmp_path / "data").mkdir(exist_ok=True)
    (tmp_path / "data" / "sources.toml").write_text(
        '[[source]]\nname = "x"\nhomepage = "https://x.example/"\nevery = "soon"\n'
    )
    wrong = morgue("harvest")
    assert (wrong.returncode, "every" in wrong.stderr) == (4, True)


def begin_watch(tmp_path: Path) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "scraper", "harvest", "--watch", *ALLOWED, "--data", str(tmp_path / "data")]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
@pytest.mark.usefixtures("press")
def test_a_watch_that_ends_has_lost_nothing_and_goes_on_when_it_is_started_again(
    tmp_path: Path, morgue: Morgue, number: signal.Signals
) -> None:
    with begin_watch(tmp_path) as watch:
        wait_until(lambda: stored(tmp_path))
        if number is signal.SIGTERM:
            watch.send_signal(number)
            assert watch.wait(PATIENCE) == 0
        else:
            os.killpg(watch.pid, number)
            watch.wait(PATIENCE)
    with begin_watch(tmp_path) as watch:
        assert watch.stderr
        assert any("next harvest at" in line for line in watch.stderr)  # all that was due is done
        watch.send_signal(signal.SIGTERM)
        assert watch.wait(PATIENCE) == 0
    assert stored(tmp_path) == 6
    assert morgue("verify").returncode == 0


@pytest.mark.usefixtures("press")
def test_a_watch_takes_up_what_is_written_into_sources_toml(tmp_path: Path, press: Press) -> None:
    path = tmp_path / "data" / "sources.toml"
    good = path.read_text()
    path.write_text("[[source]]\nname = 3\n")
    command = [sys.executable, "-m", "scraper", "harvest", "--watch", *ALLOWED, "--data", str(tmp_path / "data")]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as watch:
        assert watch.stderr
        assert "line 2" in watch.stderr.readline()
        path.write_text(good)
        press.wait_for(2)
        watch.send_signal(signal.SIGTERM)
        assert watch.wait(PATIENCE) == 0
    assert "/feed.xml" in press.paths()


@pytest.mark.usefixtures("press")
def test_a_source_that_fails_again_and_again_is_an_incident_until_it_answers(
    morgue: Morgue, paper: Paper, tmp_path: Path
) -> None:
    def harvest() -> None:
        path = tmp_path / "data" / "archive.db"
        if path.exists():
            with sqlite3.connect(path) as connection:
                connection.execute("UPDATE sources SET next_harvest = NULL")
            connection.close()
        morgue("harvest", *ALLOWED)

    paper.is_broken = True
    for _ in range(3):
        harvest()
    said = morgue("doctor", "--json")
    (incident,) = [row for row in rows(said.stdout) if not row["is_well"]]
    assert (said.returncode, incident["name"], incident["source"]) == (1, "failing", "alder")
    assert "HTTP 404" in str(incident["words"])
    paper.is_broken = False
    harvest()
    assert morgue("doctor").returncode == 0


@pytest.mark.usefixtures("press")
def test_a_harvest_writes_metrics_and_a_log_of_json_whatever_notifications_do(
    morgue: Morgue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MORGUE_NOTIFY", "nonsense://x")
    with (tmp_path / "data" / "sources.toml").open("a") as file:
        file.write('[notify]\ndigest = "1h"\n')
    path = tmp_path / "morgue.prom"
    done = morgue("harvest", *ALLOWED, "--metrics", path, "--log-json", "--json")
    assert (done.returncode, len(rows(done.stdout))) == (0, 1), done.stderr
    assert 'morgue_last_harvest_visits{outcome="stored"} 6' in path.read_text()
    logged = [json.loads(line) for line in done.stderr.splitlines() if line.startswith("{")]
    assert any("took no notification" in line["message"] for line in logged)
    assert any(line["logger"].startswith("scrapy") for line in logged)


@pytest.mark.usefixtures("press")
def test_a_watch_sends_a_digest_when_nothing_else_is_due(
    morgue: Morgue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert morgue("harvest", *ALLOWED).returncode == 0
    with webhook() as (address, got):
        monkeypatch.setenv("MORGUE_NOTIFY", address)
        with (tmp_path / "data" / "sources.toml").open("a") as file:
            file.write('[notify]\ndigest = "1d"\n')
        with begin_watch(tmp_path) as watch:
            assert watch.stderr
            assert any("next harvest at" in line for line in watch.stderr)  # it waits again
            watch.send_signal(signal.SIGTERM)
            assert watch.wait(PATIENCE) == 0
    assert [message["title"][:26] for message in got] == ["Morgue: what came since 20"]
    assert "alder: 6 new" in got[0]["message"]


@pytest.mark.usefixtures("press")
def test_a_watch_answers_at_its_port(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "scraper", "harvest", "--watch", *ALLOWED, "--data", str(tmp_path / "data")]
    with subprocess.Popen([*command, "--listen", "127.0.0.1:0"], stderr=subprocess.PIPE, text=True) as watch:
        assert watch.stderr
        address = next(word for word in watch.stderr.readline().split() if word.endswith("/healthz"))
        with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
            assert answer.read() == b"ok\n"
        watch.send_signal(signal.SIGTERM)
        assert watch.wait(PATIENCE) == 0


@pytest.mark.usefixtures("press")
def test_a_port_that_is_none_is_said(morgue: Morgue) -> None:
    refused = morgue("harvest", "--watch", "--listen", "localhost")
    assert (refused.returncode, "no port is named: write --listen 127.0.0.1:9105" in refused.stderr) == (2, True)
