import json
import logging
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from scraper.archive import Archive
from scraper.cli._json_log import JsonFormatter
from scraper.exceptions import BadInput
from scraper.harvest.listening import listening
from scraper.harvest.metrics import metrics, write_metrics
from scraper.sources import Source
from tests.conftest import NOON


@pytest.fixture
def harvested(archive: Archive) -> Archive:
    ids = archive.sources.sync([Source(name='al"der\\', homepage="https://alder.example/")])
    (source,) = ids.values()
    harvest = archive.harvests.start("harvest", NOON)
    archive.schedule.note(harvest, source)
    archive.harvests.finish(harvest, NOON, "finished", {"stored": 3, "gone": 1})
    archive.harvests.weigh(harvest, 12345, 999)
    archive.incidents.begin(source, "wall", "HTTP 403", began=NOON, noticed=NOON)
    return archive


def test_an_empty_archive_has_metrics(archive: Archive) -> None:
    assert "morgue_free_bytes " in metrics(archive)
    assert "last_harvest" not in metrics(archive)


def test_the_last_harvest_and_what_is_wrong(harvested: Archive) -> None:
    lines = metrics(harvested).splitlines()
    assert "morgue_last_harvest_timestamp_seconds 1772366400" in lines
    assert 'morgue_last_harvest_visits{outcome="stored"} 3' in lines
    assert "morgue_last_harvest_bytes 12345" in lines
    assert 'morgue_incidents_open{source="al\\"der\\\\",kind="wall"} 1' in lines
    assert 'morgue_source_failed{source="al\\"der\\\\"} 0' in lines
    assert "# TYPE morgue_source_failed gauge" in lines


def test_every_metric_is_explained(harvested: Archive) -> None:
    guide = (
        Path("docs/guides/health.md")
        .read_text()
        .replace("`_seconds`, `_bytes`", "morgue_last_harvest_seconds morgue_last_harvest_bytes")
    )
    names = [line.split()[2] for line in metrics(harvested).splitlines() if line.startswith("# HELP")]
    assert len(names) == 11
    assert not [name for name in names if name not in guide]


def test_the_file_is_written_whole(harvested: Archive, tmp_path: Path) -> None:
    path = tmp_path / "morgue.prom"
    path.write_text("old")
    write_metrics(harvested, path)
    assert path.read_text().startswith("# HELP morgue_build_info")
    assert "morgue_last_harvest_bytes 12345\n" in path.read_text()
    assert path.stat().st_mode & 0o777 == 0o644
    with pytest.raises(BadInput, match="--metrics"):
        write_metrics(harvested, tmp_path / "missing" / "x")
    assert [found.name for found in tmp_path.iterdir() if found.is_file()] == ["morgue.prom"]


def asked(address: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def test_the_port_of_a_watch(harvested: Archive, tmp_path: Path) -> None:
    alive = [True]
    with listening("127.0.0.1:0", harvested.path.parent, lambda: alive[0]) as address:
        status, text = asked(f"{address}/metrics")
        assert (status, "morgue_last_harvest_bytes 12345\n" in text) == (200, True)
        assert asked(f"{address}/healthz") == (200, "ok\n")
        alive[0] = False
        assert asked(f"{address}/healthz")[0] == 503
        assert asked(f"{address}/other")[0] == 404
    with listening("127.0.0.1:0", tmp_path / "none", lambda: True) as address:
        assert asked(f"{address}/metrics")[0] == 503


@pytest.mark.parametrize("address", ["127.0.0.1:news", "127.0.0.1:99999", "203.0.113.1:9105"])
def test_what_cannot_be_listened_at(address: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="--listen"), listening(address, tmp_path, lambda: True):
        pass


def test_a_line_of_the_log() -> None:
    record = logging.LogRecord("scraper.x", logging.WARNING, "x.py", 1, "%s fell\nover", ("Straße",), None)
    line = JsonFormatter().format(record)
    assert "\n" not in line
    assert {name: json.loads(line)[name] for name in ("level", "logger", "message")} == {
        "level": "WARNING",
        "logger": "scraper.x",
        "message": "Straße fell\nover",
    }
