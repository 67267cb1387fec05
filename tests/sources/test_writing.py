from datetime import date, timedelta
from pathlib import Path

import pytest

from scraper.exceptions import BadInput
from scraper.sources import Source, read_sources
from scraper.sources.writing import add_source, change_source, remove_source

FULL = Source(
    name="Alder “Courier”",
    homepage="https://alder.example/",
    language="en",
    feeds=("https://alder.example/a", "https://alder.example/b"),
    sitemaps=("https://alder.example/s",),
    sections=("https://alder.example/",),
    article_url="/20\\d\\d/",
    delay=2.5,
    every=timedelta(minutes=90),
    revisits=(),
    since=date(2026, 3, 1),
    endpoints=("hatena",),
    fields={"body": 'div[class="story"] > p'},
    enabled=False,
)
OWN = """# mine
[[source]]
name = "elm" # old
homepage = "https://elm.example/"

# the oak
[[source]]
name = "oak"
homepage = "https://oak.example/"
"""


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    plain = Source(name="elm", homepage="https://elm.example/")
    for source in (FULL, plain):
        add_source(tmp_path, source, ["a note"])
    assert read_sources(tmp_path) == [FULL, plain]
    with pytest.raises(BadInput, match="a source is called 'elm' already"):
        add_source(tmp_path, plain)


def test_what_people_wrote_stays(tmp_path: Path) -> None:
    file = tmp_path / "sources.toml"
    file.write_text(OWN, "utf-8")
    change_source(tmp_path, "oak", enabled=False)
    assert [source.enabled for source in read_sources(tmp_path)] == [True, False]
    change_source(tmp_path, "oak", enabled=True)
    assert file.read_text("utf-8") == OWN
    add_source(tmp_path, FULL)
    remove_source(tmp_path, FULL.name)
    assert file.read_text("utf-8").strip() == OWN.strip()
    remove_source(tmp_path, "oak")
    assert file.read_text("utf-8").startswith('# mine\n[[source]]\nname = "elm" # old\n')
    remove_source(tmp_path, "elm")
    assert read_sources(tmp_path) == []
    with pytest.raises(BadInput, match="no source is called 'elm'"):
        remove_source(tmp_path, "elm")


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    with pytest.raises(BadInput, match=r"cannot (read|write)"):
        add_source(tmp_path / "data", FULL)


def test_the_ends_of_lines_of_windows_stay(tmp_path: Path) -> None:
    file = tmp_path / "sources.toml"
    file.write_bytes(b'# mine\r\n[[source]]\r\nname = "elm"  # old\r\nhomepage = "https://elm.example/"\r\n')
    add_source(tmp_path, Source(name="oak", homepage="https://oak.example/"))
    change_source(tmp_path, "elm", enabled=False)
    content = file.read_bytes()
    assert content.startswith(b'# mine\r\n[[source]]\r\nname = "elm"  # old\r\n')
    assert content.count(b"\r\n") == content.count(b"\n") == 9
    remove_source(tmp_path, "oak")
    assert b"\r\n\r\n[[" not in file.read_bytes()
