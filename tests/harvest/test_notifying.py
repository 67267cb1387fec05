"""Notifications through Apprise to a webhook on this machine."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from scraper.archive import Archive
from scraper.exceptions import BadInput
from scraper.harvest.addressees import VARIABLE
from scraper.harvest.digest import summary
from scraper.harvest.notifying import notify, tell
from scraper.items import Found, Outcome, Visit
from scraper.sources import Source, read_sources
from scraper.sources.notices import Notices
from scraper.sources.reading import read_notices
from tests.conftest import NOON
from tests.hooks import webhook

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # Apprise's own
HOUR = timedelta(hours=1)


@pytest.fixture
def alder(archive: Archive) -> int:
    ids = archive.sources.sync([Source(name="alder", homepage="https://alder.example/")])
    archive.incidents.begin(ids["alder"], "failing", "HTTP 404", began=NOON, noticed=NOON)
    return ids["alder"]


def test_an_incident_is_told_once_and_its_end_once(archive: Archive, alder: int, tmp_path: Path) -> None:
    said: list[str] = []
    with webhook() as (address, got):
        (tmp_path / "data" / "sources.toml").write_text(f'[notify]\nto = ["{address}"]\n')
        for _ in range(2):
            notify(tmp_path / "data", said.append)
        assert not said
        assert [message["title"] for message in got] == ["Morgue: something is wrong with alder"]
        assert "HTTP 404" in got[0]["message"]
        assert "What to do" in got[0]["message"]
        archive.incidents.end(alder, "failing", NOON + HOUR)
        for _ in range(2):
            notify(tmp_path / "data", said.append)
    assert [message["title"] for message in got[1:]] == ["Morgue: alder is well again"]
    assert not said


@pytest.mark.usefixtures("alder")
def test_what_nobody_got_is_told_the_next_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    with webhook(status=500) as (address, got):
        monkeypatch.setenv(VARIABLE, f"{address} nonsense://secret@x json://127.0.0.1:1/")
        notify(tmp_path / "data", said.append)
        assert len(got) == 1
    assert len(said) == 3
    assert not any("secret" in words for words in said)
    with webhook() as (address, got):
        monkeypatch.setenv(VARIABLE, f"nonsense://x {address}")
        notify(tmp_path / "data", said.append)
        assert len(got) == 1


def test_a_digest_comes_at_its_time(archive: Archive, alder: int) -> None:
    sent: list[tuple[str, str]] = []

    def send(title: str, text: str) -> bool:
        sent.append((title, text))
        return len(sent) > 1

    harvest = archive.harvests.start("harvest", NOON - HOUR)
    archive.schedule.note(harvest, alder)
    archive.incidents.tell(archive.incidents.open()[0]["id"], NOON, ended=False)

    def at(moment: datetime) -> int:
        tell(archive, Notices(digest=timedelta(days=1)), moment, send)
        return len(sent)

    assert at(NOON) == 1  # nobody got it
    assert at(NOON + HOUR) == 2
    assert at(NOON + 24 * HOUR) == 2
    assert at(NOON + 26 * HOUR) == 3
    assert "0 new and 0 revised articles of 1 sources, of which 0 failed." in sent[1][1]
    assert "alder: 0 new, 0 revised, 1 harvests" in sent[1][1]
    assert "alder: failing since 2026-03-01T12:00:00Z: HTTP 404" in sent[2][1]


def test_a_digest_names_failures_first_and_what_is_well_again(archive: Archive) -> None:
    names = [f"n{number:03}" for number in range(100)]
    ids = archive.sources.sync([Source(name=name, homepage=f"https://{name}.example/") for name in names])
    harvest = archive.harvests.start("harvest", NOON)
    feed = "https://n099.example/feed"
    archive.urls.queue([Found(url=feed, kind="feed", source=ids["n099"])], harvest=harvest, found_on="x", at=NOON)
    archive.record(Visit(url=feed, visited_at=NOON, outcome=Outcome.NOT_FOUND, reason="HTTP 404"), harvest)
    for source in ids.values():
        archive.schedule.note(harvest, source)
    archive.incidents.begin(None, "disk", "full", began=NOON, noticed=NOON)
    archive.incidents.end(None, "disk", NOON + HOUR)
    lines = summary(archive, NOON).splitlines()
    assert lines[0].startswith("0 new and 0 revised articles of 100 sources, of which 1 failed. The archive takes 0.0")
    assert lines[2] == "n099: 0 new, 0 revised, 1 harvests, 1 of them failed"
    assert lines[-4:-2] == ["… and 40 more: 'morgue log' lists them", ""]
    assert lines[-2:] == ["Well again:", "archive: disk from 2026-03-01T12:00:00Z, ended 2026-03-01T13:00:00Z"]
    assert "Wrong:" not in lines
    assert summary(archive, NOON + 2 * HOUR).startswith("Nothing was harvested. The archive takes")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[notify]\nto = "ntfy://x"\n', "line 2: to: write a list"),
        ('[notify]\nto = ["x"]\n', "line 2: to: write a list"),
        ('[notify]\ndigest = "soon"\n', "line 2: digest"),
        ("[notify]\nform = 1\n", "line 2: form: [notify] has no such key"),
        ("notify = 1\n", "line 1: notify: write [notify]"),
    ],
)
def test_a_wrong_table_is_said_with_its_line(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "sources.toml").write_text(text)
    with pytest.raises(BadInput) as raised:
        read_sources(tmp_path)
    assert words in str(raised.value)


def test_the_table(tmp_path: Path) -> None:
    assert read_notices(tmp_path) == Notices()
    (tmp_path / "sources.toml").write_text('[notify]\nto = ["ntfy://x"]\ndigest = "7d"\n')
    assert read_notices(tmp_path) == Notices(("ntfy://x",), timedelta(days=7))
    assert read_sources(tmp_path) == []
