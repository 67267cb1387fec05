from pathlib import Path

import pytest

from scraper.exceptions import BadInput
from scraper.sources import Source
from scraper.sources.opml import read_opml, write_opml

LIST = """<?xml version="1.0"?><opml version="1.0"><head/><body><outline text="News">
<outline title="Alder" type="rss" xmlUrl="https://alder.example/a?utm_source=x" htmlUrl="https://alder.example"/>
<outline text="Alder sport" xmlUrl="https://alder.example/b" htmlUrl="https://alder.example/"/>
<outline text="Alder" xmlUrl="https://elm.example/feed"/><outline text="-" xmlUrl="https://oak.example/feed"/>
<outline text="Wrong" xmlUrl="feed:oak"/></outline></body></opml>"""


def write(folder: Path, text: str) -> Path:
    path = folder / "list.opml"
    path.write_text(text, "utf-8")
    return path


def test_feeds_of_a_site_become_a_source_with_a_name_of_its_own(tmp_path: Path) -> None:
    sources, refused = read_opml(write(tmp_path, LIST))
    assert [(source.name, source.homepage, source.feeds) for source in sources] == [
        ("Alder", "https://alder.example/", ("https://alder.example/a", "https://alder.example/b")),
        ("Alder 2", "https://elm.example/", ("https://elm.example/feed",)),
        ("oak.example", "https://oak.example/", ("https://oak.example/feed",)),
    ]
    assert len(refused) == 1
    assert "feed:oak" in refused[0]


def test_what_is_exported_is_imported_again(tmp_path: Path) -> None:
    sources = [
        Source(name="Fähre & Co", homepage="https://alder.example/", feeds=("https://alder.example/a?b=1&c=2",)),
        Source(name="elm", homepage="https://elm.example/", feeds=("https://elm.example/1", "https://elm.example/2")),
    ]
    without = Source(name="oak", homepage="https://oak.example/")
    assert read_opml(write(tmp_path, write_opml([*sources, without]))) == (sources, [])


@pytest.mark.parametrize("text", ["", "words", "<html></html>", "<!doctype html><html><body>x"])
def test_what_is_no_opml_is_said(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadInput, match=r"list.opml: no OPML"):
        read_opml(write(tmp_path, text))


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE o [<!ENTITY f SYSTEM "file:///etc/hostname">]>' + LIST.split("?>")[1].replace(
        "Alder sport", "&f;"
    )
    assert len(read_opml(write(tmp_path, bomb))[0]) == 3
