"""``morgue sources``: health, and changes of the list."""

import json
from pathlib import Path

from scraper.demo import Newsroom, Reply
from scraper.sources import read_sources
from tests.conftest import Morgue
from tests.integration.test_sources import XML, crawl, feed, publish, write


def test_health_tells_the_last_run_and_what_was_wrong(tmp_path: Path, newsroom: Newsroom, morgue: Morgue) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    publish(newsroom, "/1", "/2")
    newsroom.publish("/3", "no", Reply(status=403))
    newsroom.publish("/feed", feed(newsroom, "/1", "/2", "/3"), XML)
    write(folder, newsroom, 'feeds = ["{site}/feed", "{site}/gone"]', 'every = "6h"')
    (before,) = map(json.loads, morgue("sources", "--json").stdout.splitlines())
    assert (before["name"], before["every"], before["last_run"]) == ("courier", "6h", None)
    crawl(morgue, "--all")
    (after,) = map(json.loads, morgue("sources", "--json").stdout.splitlines())
    assert {key: after[key] for key in ("found", "stored", "blocked", "days_silent", "articles", "waiting")} == {
        "found": 3,
        "stored": 2,
        "blocked": 1,
        "days_silent": 0,
        "articles": 2,
        "waiting": 0,
    }
    assert after["trouble"] == f"{newsroom.url('/gone')}: not found: HTTP 404"
    assert after["last_run"]


def test_the_list_is_changed_and_exchanged(tmp_path: Path, morgue: Morgue) -> None:
    opml = tmp_path / "list.opml"
    opml.write_text(
        '<opml version="2.0"><body><outline text="Alder" xmlUrl="https://alder.example/feed"/></body></opml>'
    )
    assert "1 sources added" in morgue("sources", "--import", opml).stderr
    assert "0 sources added" in morgue("sources", "--import", opml).stderr
    assert "https://alder.example/feed" in morgue("sources", "--export", "-").stdout
    morgue("sources", "--disable", "Alder")
    assert "disabled" in morgue("sources").stdout
    assert not read_sources(tmp_path / "data")[0].enabled
    assert "its articles stay" in morgue("sources", "--remove", "Alder").stderr
    empty = morgue("sources")
    assert (empty.returncode, "'morgue add URL' writes one" in empty.stderr) == (1, True)
    assert morgue("sources", "--remove", "a", "--enable", "b").returncode == 2
