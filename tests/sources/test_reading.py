from datetime import date, timedelta
from pathlib import Path

import pytest

from scraper.exceptions import BadInput
from scraper.sources import Source, read_sources

GOOD = '[[source]]\nname = "alder"\nhomepage = "https://alder.example/"\n'


def read(folder: Path, text: str) -> list[Source]:
    (folder / "sources.toml").write_text(text, encoding="utf-8")
    return read_sources(folder)


def test_no_file_has_no_sources(tmp_path: Path) -> None:
    assert read_sources(tmp_path) == []


def test_every_key_is_read(tmp_path: Path) -> None:
    text = GOOD + (
        'language = "en-GB"\nfeeds = ["https://alder.example/rss.xml", "https://ALDER.example/rss.xml"]\n'
        'sitemaps = []\nsections = ["https://alder.example/town/"]\narticle_url = "/20\\\\d\\\\d/"\ndelay = 2\n'
        'every = "1h"\nrevisits = ["1d", "6h"]\nsince = 2026-03-01\nendpoints = ["facebook"]\nenabled = false\n'
        '[source.fields]\nbody = "div.story > p"\n'
    )
    assert read(tmp_path, text) == [
        Source(
            name="alder",
            homepage="https://alder.example/",
            language="en-GB",
            feeds=("https://alder.example/rss.xml",),
            sections=("https://alder.example/town/",),
            article_url="/20\\d\\d/",
            delay=2.0,
            every=timedelta(hours=1),
            revisits=(timedelta(hours=6), timedelta(days=1)),
            since=date(2026, 3, 1),
            endpoints=("facebook",),
            fields={"body": "div.story > p"},
            enabled=False,
        )
    ]


@pytest.mark.parametrize(
    ("added", "complaint"),
    [
        ("feeds = 7", "line 4: feeds: 7 is no list"),
        ('feeds = [\n  "ftp://alder.example/a",\n]', "line 4: feeds: ftp://alder.example/a: not an http"),
        ('feed = ["https://alder.example/a"]', "line 4: feed: a source has no such key: is feeds meant"),
        ('colour = "red"', "line 4: colour: a source has no such key: there are name, homepage"),
        ('\nlanguage = "English, mostly"', "line 5: language: 'English, mostly' is no language: write en"),
        ('delay = "2"', "line 4: delay: '2' is no number of seconds"),
        ("delay = -1", "line 4: delay: -1 is not between 0 and"),
        ("delay = nan", "line 4: delay: nan is not between"),
        ("delay = true", "line 4: delay: True is no number"),
        ('every = "hourly"', "line 4: every: 'hourly' is no length of time: write 90s"),
        ('every = "0h"', "line 4: every: '0h' is no length of time"),
        ('revisits = "1d"', "line 4: revisits: '1d' is no list"),
        ('since = "2026-03-01"', "line 4: since: '2026-03-01' is no day: write since = 2026-03-01, without quotes"),
        ("since = 2026-03-01T00:00:00Z", "line 4: since: .* is no day"),
        ('article_url = "("', r"line 4: article_url: '\(' is no regular expression"),
        ("enabled = 1", "line 4: enabled: 1 is neither true nor false"),
        ('fields = "p"', "line 4: fields: 'p' is no table"),
        ('[source.fields]\nboddy = "p"', "line 4: fields: boddy is no field"),
        ('[source.fields]\nbody = "p["', "line 4: fields: body: 'p\\[' is no CSS selector"),
        ("fields.body = 3", "line 4: fields: 3 is no text"),
        ('language = ""', "line 4: language: it is empty: leave the key out"),
        (GOOD, "line 5: name: 'alder' is the name of the source in line 2 already"),
        ('[[source]]\nname = "two"', "line 4: homepage: it is missing"),
        ('[[source]]\nname = "-x"\nhomepage = "https://x.example"', "line 5: name: a name is one line"),
        ('[[source]]\nname = "x"\nhomepage = "x.example"', "line 6: homepage: x.example: .*write https://x.example"),
        ("[defaults]\ndelay = 3", r"line 4: defaults: every source begins with a line \[\[source\]\]"),
        ("name = \n", "at line 4, column 8"),
    ],
)
def test_a_mistake_is_named_with_line_key_and_way_out(tmp_path: Path, added: str, complaint: str) -> None:
    with pytest.raises(BadInput, match=complaint):
        read(tmp_path, GOOD + added)


@pytest.mark.parametrize("text", ["source = 3", "[source]\nname = 'a'", "source = [1]"])
def test_a_source_is_a_table_in_two_brackets(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadInput, match=r"line 1: write \[\[source\]\]"):
        read(tmp_path, text)


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_bytes(b"name = '\xff'")
    with pytest.raises(BadInput, match="not UTF-8 at byte 8: save it as UTF-8"):
        read_sources(tmp_path)
